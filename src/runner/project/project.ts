import type { ProjectConfig } from "./project-config.ts";

/** A folder with task classes, and where Pipewright keeps its state about it. */
export interface Project {
  /** Absolute: the folder of `pipewright.config.json`, of the package.json with a `pipewright` key, or where we stand. */
  readonly root: string;
  readonly config: ProjectConfig;
  /** `<root>/.pipewright` */
  readonly stateDir: string;
}
