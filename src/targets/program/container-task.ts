import { ExternalProgramTask } from "./external-program-task.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ContainerTask {
  /** `docker` when not overridden; `podman` takes the same arguments. */
  readonly engine?: "docker" | "podman";
  /** Folders of this machine by where the container sees them; relative ones count from the project's folder. */
  readonly volumes?: Readonly<Record<string, string>>;
  /** More arguments of the engine's `run`, say `["--network", "host"]`. */
  readonly engineArguments?: readonly string[];
}

/**
 * A task whose work a program in a container does. The container is gone when it ends, and is stopped with the task.
 *
 * @example
 * export class Convert extends ContainerTask.with({ date: DateParameter() }) {
 *   image = "registry.example.org/convert:4";
 *   volumes = { "/data": "data" };
 *   containerCommand() {
 *     return ["convert", `/data/${this.date}.xml`];
 *   }
 * }
 */
export abstract class ContainerTask extends ExternalProgramTask {
  abstract readonly image: string;

  /** What runs in the container; what the image says when not overridden. */
  containerCommand(): readonly unknown[] {
    return [];
  }

  /** Values are given by their names alone, so that the list of processes does not show them. */
  override command(): readonly unknown[] {
    const { engine = "docker", volumes = {}, engineArguments = [], environment = {} } = this;
    const folders = Object.entries(volumes).flatMap(([inside, folder]) => [
      "--volume",
      `${absolute(folder)}:${inside}`,
    ]);
    const variables = Object.keys(environment).flatMap((name) => ["--env", name]);
    // --init and no daemon's detaching: the engine passes on the signal that ends the task.
    const flags = ["run", "--rm", "--init", ...folders, ...variables, ...engineArguments];
    return [engine, ...flags, this.image, ...this.containerCommand()];
  }
}

function absolute(folder: string): string {
  return folder.startsWith("/") ? folder : `${process.cwd()}/${folder}`;
}
