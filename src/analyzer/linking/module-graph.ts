import type { FileFacts } from "../facts/file-facts.ts";
import type { ModuleTarget } from "./resolve-module.ts";

/** The files that are linked, and how their imports lead from one to another. */
export interface ModuleGraph {
  /** In the order in which their tasks are listed. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** What they were found out from: another object once files have come or gone. */
  readonly targets: ReadonlyMap<string, ModuleTarget>;
  resolve(from: string, specifier: string): ModuleTarget;
}
