import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { readLog } from "../serve/read-log.ts";
import { withPast } from "../serve/with-past.ts";

const LINES = 200;

interface Asked {
  readonly task: string;
  readonly runId?: string;
  /** From 1, which is the end of the log. */
  readonly page: number;
}

/**
 * A part of a task's last log, the newest first.
 *
 * @throws UserError when nothing of the task ran, or its log is gone
 */
export async function logPage(project: Project, { task, runId, page }: Asked): Promise<object> {
  const [found] = await withPast(project, (history) =>
    [{ taskId: task }, { family: task }].flatMap((wanted) => history.taskRuns({ ...wanted, runId }, 1)),
  );
  if (found?.log === undefined)
    throw new UserError(`There is no log of ${task}: it did not run here, or not in that run. runs lists what did.`);
  const { text } = await readLog(project.stateDir, found.log, 0);
  const lines = text.trimEnd().split("\n");
  const end = Math.max(0, lines.length - (page - 1) * LINES);
  const { taskId, status, error, log } = found;
  const pages = Math.max(1, Math.ceil(lines.length / LINES));
  return {
    taskId,
    runId: found.runId,
    status,
    error,
    log,
    page,
    pages,
    text: lines.slice(Math.max(0, end - LINES), end).join("\n"),
  };
}
