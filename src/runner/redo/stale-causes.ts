import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { MadeFact } from "../history/lineage.ts";
import { findStale, type StaleCause, type StaleQuestion } from "./find-stale.ts";

interface StaleCauses {
  /** By taskId, of the tasks that are stale. */
  readonly stale: ReadonlyMap<string, readonly StaleCause[]>;
  /** What the history knows of a stale task. */
  readonly factOf: (taskId: string) => MadeFact | undefined;
}

/** Asks the history which tasks are stale by the code as it is now. */
export function staleCauses(
  { lineage }: Pick<History, "lineage">,
  { tasks }: Pick<TaskIndex, "tasks">,
  stateOf: StaleQuestion["stateOf"],
): StaleCauses {
  const wrappers = new Set(tasks.flatMap(({ family, kind }) => (kind === "wrapper" ? [family] : [])));
  const code = new Map(tasks.flatMap(({ family, codeHash }) => (codeHash ? [[family, codeHash] as const] : [])));
  const facts = lineage.facts();
  const known = new Map(facts.tasks.map((task) => [task.taskId, task]));
  return { stale: findStale({ facts, code, wrappers, stateOf }), factOf: (taskId) => known.get(taskId) };
}
