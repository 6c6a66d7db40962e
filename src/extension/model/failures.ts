import type { TaskRunRecord } from "../../protocol/history-record.ts";
import type { RunState, TaskState } from "../../protocol/run-state.ts";

const FAILED: ReadonlySet<string> = new Set(["failed", "schedulingError"]);
const DONE: ReadonlySet<string> = new Set(["ran", "alreadyComplete"]);

/** What failed last and was not made since, the newest first: the history's, brought up to date by the runs since. */
export function mergeFailures(history: readonly TaskRunRecord[], runs: readonly RunState[]): readonly TaskRunRecord[] {
  const byTask = new Map(history.map((failure) => [failure.taskId, failure]));
  for (const run of runs) {
    for (const task of run.tasks.values()) {
      if (FAILED.has(task.status)) byTask.set(task.taskId, failureOf(run, task));
      else if (DONE.has(task.status)) byTask.delete(task.taskId);
    }
  }
  return [...byTask.values()].sort((a, b) => timeOf(b).localeCompare(timeOf(a)) || a.taskId.localeCompare(b.taskId));
}

function failureOf({ runId, started }: RunState, task: TaskState): TaskRunRecord {
  const { taskId, family, params, attempt, durationMs, error, log } = task;
  const startedAt = task.startedAt ?? started.time;
  const finishedAt = new Date(Date.parse(startedAt) + (durationMs ?? 0)).toISOString();
  return {
    taskId,
    family,
    params,
    runId,
    status: task.status === "schedulingError" ? "schedulingError" : "failed",
    startedAt,
    finishedAt,
    durationMs,
    attempts: attempt,
    error,
    log,
  };
}

function timeOf({ finishedAt, startedAt }: TaskRunRecord): string {
  return finishedAt ?? startedAt ?? "";
}
