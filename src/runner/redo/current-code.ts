import type { TaskIndex } from "../../protocol/task-index.ts";

/** The code as it is now, as staleness is judged by it. */
export interface CurrentCode {
  /** Hashes by family, wrappers too. */
  readonly code: ReadonlyMap<string, string>;
  /** The families that make nothing themselves. */
  readonly wrappers: ReadonlySet<string>;
}

export function currentCode({ tasks }: Pick<TaskIndex, "tasks">): CurrentCode {
  return {
    code: new Map(tasks.flatMap(({ family, codeHash }) => (codeHash ? [[family, codeHash] as const] : []))),
    wrappers: new Set(tasks.flatMap(({ family, kind }) => (kind === "wrapper" ? [family] : []))),
  };
}
