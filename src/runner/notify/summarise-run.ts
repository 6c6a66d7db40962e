import os from "node:os";
import { stripVTControlCharacters } from "node:util";
import type { RunFinished, RunStarted, TaskResult, TaskStatus } from "../../protocol/run-event.ts";
import type { FailureSummary, RunSummary } from "../../protocol/run-summary.ts";
import { summarise } from "../cli/text/summary.ts";

/** Whoever gets thousands of them looks into the history anyway. */
const MOST_FAILURES = 20;

const TROUBLE: ReadonlySet<TaskStatus> = new Set(["failed", "schedulingError"]);

/**
 * Tells of a run that has ended.
 *
 * @param project its folder
 * @param logOf finds the log of a task in this run
 */
export function summariseRun(
  started: RunStarted,
  finished: RunFinished,
  project: string,
  logOf: (taskId: string) => string | undefined,
): RunSummary {
  const { runId, command, family, params, range, backfillId, time: startedAt } = started;
  const { status, durationMs, time: finishedAt, tasks } = finished;
  const counts: Partial<Record<TaskStatus, number>> = {};
  for (const task of tasks) counts[task.status] = (counts[task.status] ?? 0) + 1;
  return {
    runId,
    command,
    family,
    params,
    range,
    backfillId,
    status,
    startedAt,
    finishedAt,
    durationMs,
    host: os.hostname(),
    project,
    counts,
    failures: tasks
      .filter((task) => TROUBLE.has(task.status))
      .slice(0, MOST_FAILURES)
      .map((task) => failureOf(task, logOf)),
    text: stripVTControlCharacters(summarise(started, finished)),
  };
}

function failureOf(
  { taskId, family, params, status, error }: TaskResult,
  logOf: (taskId: string) => string | undefined,
): FailureSummary {
  const [message = ""] = (error?.message ?? "").split("\n", 1);
  return { taskId, family, params, status, message, location: error?.location, log: logOf(taskId) };
}
