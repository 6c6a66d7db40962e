import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { History } from "../history/history.ts";
import type { Chosen } from "../redo/prepare-set-aside.ts";
import type { RunRequest } from "../run/run-request.ts";
import type { Session } from "../run/session.ts";
import { isMeant } from "./is-meant.ts";
import { namesWholeTasks } from "./names-whole-tasks.ts";

/**
 * The tasks of a family that are complete and are meant by some flags. With all its parameters given or a range, the
 * tasks themselves are asked; with some or none of them, all that the history knows to have been made with these.
 */
export async function chooseMade(
  request: RunRequest,
  description: TaskDescription,
  history: History,
  session: Pick<Session, "plan">,
): Promise<Chosen[]> {
  const { family, params, range } = request;
  const { parameters } = description;
  const made = history.lineage.ofFamily(family);
  if (
    !namesWholeTasks(request, description) ||
    (range === undefined && Object.keys(params).length === 0 && parameters.some(({ significant }) => significant))
  )
    return made.filter(isMeant(request, description));
  const plan = await session.plan({ command: "run", family, params, range, workers: 1 }, history);
  const asked = new Set(plan.range?.taskIds ?? [plan.tasks.find((task) => task.family === family)?.taskId]);
  const known = new Map(made.map((task) => [task.taskId, task]));
  return plan.tasks
    .filter(({ taskId, family: own }) => own === family && (plan.range === undefined || asked.has(taskId)))
    .map(({ taskId, params: own, secrets }) => known.get(taskId) ?? { taskId, family, params: own, secrets });
}
