import type { MadeFact } from "../history/lineage.ts";
import { outputState } from "./output-state.ts";

/** What has become of outputs since their tasks left them. */
export interface LookedAt {
  /** By taskId, the name of one that somebody else has changed. */
  readonly changed: ReadonlyMap<string, string>;
  /** The tasks of which some are not there. */
  readonly missing: ReadonlySet<string>;
}

/** @param root the project's folder: what relative paths count from */
export function lookAtOutputs(root: string, tasks: Iterable<Pick<MadeFact, "taskId" | "outputs">>): LookedAt {
  const changed = new Map<string, string>();
  const missing = new Set<string>();
  for (const { taskId, outputs } of tasks) {
    const state = outputState(root, outputs);
    if (state.isMissing) missing.add(taskId);
    else if (state.changed !== undefined) changed.set(taskId, state.changed);
  }
  return { changed, missing };
}
