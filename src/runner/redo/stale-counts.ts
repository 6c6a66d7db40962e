import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { outputState } from "./output-state.ts";
import { staleCauses } from "./stale-causes.ts";

/**
 * How many complete tasks of each family are stale, as the history and the code tell: only the outputs of these are
 * looked at, so that it stays quick where there are very many. What somebody else has changed is not seen.
 */
export function staleCounts(
  history: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
): Map<string, number> {
  const { stale, factOf } = staleCauses(history, index, () => ({}));
  const counts = new Map<string, number>();
  for (const taskId of stale.keys()) {
    const fact = factOf(taskId);
    // What is missing is not complete, and so not stale.
    if (fact === undefined || outputState(project.root, fact.outputs).isMissing) continue;
    counts.set(fact.family, (counts.get(fact.family) ?? 0) + 1);
  }
  return counts;
}
