import type { RunStatus } from "./run-event.ts";

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

export function exitCodeOf(status: RunStatus): ExitCode {
  return OF_RUN[status];
}
