import type { History } from "../history/history.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import { staleTasks } from "./stale-tasks.ts";

/** The taskIds of all that is stale now. */
export async function staleIds(history: Pick<History, "lineage">, project: Project): Promise<string[]> {
  const stale = await staleTasks(history, await loadTaskIndex(project), project);
  return stale.map(({ taskId }) => taskId);
}
