import { ExternalProgramTask } from "./external-program-task.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SparkSubmitTask {
  /** `yarn`, `local[4]`, `spark://host:7077`; Spark's own settings decide when not overridden. */
  readonly master?: string;
  readonly deployMode?: "client" | "cluster";
  /** The class with `main`, of an application in Java or Scala. */
  readonly mainClass?: string;
  /** Spark's settings, by their names. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** More arguments of `spark-submit`, before the application. */
  readonly submitArguments?: readonly string[];
}

/** A task that is a Spark application, given to a cluster by `spark-submit`. */
export abstract class SparkSubmitTask extends ExternalProgramTask {
  /** The `.jar` or the `.py`. */
  abstract readonly application: string;

  applicationArguments(): readonly unknown[] {
    return [];
  }

  override command(): readonly unknown[] {
    const { master, deployMode, mainClass, settings = {}, submitArguments = [] } = this;
    const flags = { "--master": master, "--deploy-mode": deployMode, "--class": mainClass, "--name": this.taskId };
    const given = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
    const conf = Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]);
    return ["spark-submit", ...given, ...conf, ...submitArguments, this.application, ...this.applicationArguments()];
  }
}
