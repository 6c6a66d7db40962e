import { ExternalProgramTask } from "./external-program-task.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface HadoopJarTask {
  /** The class with `main`; what the jar says when not overridden. */
  readonly mainClass?: string;
  /** Hadoop's settings, by their names. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/** A task that is a Hadoop job, given to a cluster by `hadoop jar`. */
export abstract class HadoopJarTask extends ExternalProgramTask {
  abstract readonly jar: string;

  jobArguments(): readonly unknown[] {
    return [];
  }

  override command(): readonly unknown[] {
    const { mainClass, settings = {} } = this;
    const generic = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
    return ["hadoop", "jar", this.jar, ...(mainClass ? [mainClass] : []), ...generic, ...this.jobArguments()];
  }
}
