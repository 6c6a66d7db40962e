import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { MadeFact } from "../history/lineage.ts";
import { currentCode } from "./current-code.ts";
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
  index: Pick<TaskIndex, "tasks">,
  stateOf: StaleQuestion["stateOf"],
): StaleCauses {
  const facts = lineage.facts();
  const known = new Map(facts.tasks.map((task) => [task.taskId, task]));
  return { stale: findStale({ facts, ...currentCode(index), stateOf }), factOf: (taskId) => known.get(taskId) };
}
