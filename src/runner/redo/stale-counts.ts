import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { staleNow } from "./stale-now.ts";

/** How many complete tasks of each family are stale: quickly, where there are very many. */
export function staleCounts(
  history: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { family } of staleNow(history, index, project, { isQuick: true }).tasks)
    counts.set(family, (counts.get(family) ?? 0) + 1);
  return counts;
}
