import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { staleNow } from "./stale-now.ts";

/** The taskIds of all that is stale now. */
export function staleIds(
  history: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
): Set<string> {
  return new Set(staleNow(history, index, project).tasks.map(({ taskId }) => taskId));
}
