import type { RunFinished, RunStatus } from "./run-event.ts";

/** How the command ends, for cron and CI. */
export const ExitCode = {
  done: 0,
  checkFailed: 1,
  wrongUsage: 2,
  missingExternal: 10,
  taskFailed: 20,
  runElsewhere: 25,
  schedulingError: 35,
  unexpectedError: 40,
  cancelled: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const OF_RUN: Record<RunStatus, ExitCode> = {
  success: ExitCode.done,
  failed: ExitCode.taskFailed,
  missingExternal: ExitCode.missingExternal,
  cancelled: ExitCode.cancelled,
  schedulingError: ExitCode.schedulingError,
};

/** How a run ends for its caller. That another run holds a task is no failure, but what was asked for is not done. */
export function exitCodeOf({ status, tasks }: Pick<RunFinished, "status" | "tasks">): ExitCode {
  if (status === "success" && tasks.some((task) => task.status === "runElsewhere")) return ExitCode.runElsewhere;
  return OF_RUN[status];
}
