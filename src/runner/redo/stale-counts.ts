import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { currentCode } from "./current-code.ts";
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
  const counts = new Map<string, number>();
  for (const { family, outputs } of staleOutputs(history, index)) {
    // What is missing is not complete, and so not stale.
    if (outputState(project.root, outputs).isMissing) continue;
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return counts;
}

function staleOutputs(
  history: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
): readonly { readonly family: string; readonly outputs: string }[] {
  const { code, wrappers } = currentCode(index);
  const judged = new Map([...code].filter(([family]) => !wrappers.has(family)));
  const found = history.lineage.staleByHistory(judged, wrappers);
  if (found !== undefined) return found;
  const { stale, factOf } = staleCauses(history, index, () => ({}));
  return [...stale.keys()].flatMap((taskId) => factOf(taskId) ?? []);
}
