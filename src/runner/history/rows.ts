import type { RunRecord, TaskRunRecord } from "../../protocol/history-record.ts";

type Row = Readonly<Record<string, unknown>>;

export function runRecord(row: Row): RunRecord {
  return {
    runId: row.run_id as string,
    command: row.command as RunRecord["command"],
    family: row.family as string,
    params: json(row.params) ?? {},
    range: json(row.range),
    status: row.status as RunRecord["status"],
    startedAt: row.started_at as string,
    finishedAt: known(row.finished_at),
    durationMs: known(row.duration_ms),
    counts: json(row.counts) ?? {},
  };
}

export function taskRunRecord(row: Row): TaskRunRecord {
  return {
    runId: row.run_id as string,
    taskId: row.task_id as string,
    family: row.family as string,
    params: json(row.params) ?? {},
    status: row.status as TaskRunRecord["status"],
    startedAt: known(row.started_at),
    finishedAt: known(row.finished_at),
    durationMs: known(row.duration_ms),
    attempts: row.attempts as number,
    error: json(row.error),
    log: known(row.log),
  };
}

// What was written with the right type comes back with it.
function json(value: unknown): any {
  return typeof value === "string" ? JSON.parse(value) : undefined;
}

function known(value: unknown): any {
  return value ?? undefined;
}
