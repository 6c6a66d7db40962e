import type { BackfillDate, BackfillRecord } from "../../protocol/backfill-record.ts";
import type { RunRecord, TaskRunRecord } from "../../protocol/history-record.ts";
import type { Attempt } from "../../protocol/panel-api.ts";

type Row = Readonly<Record<string, unknown>>;

export function runRecord(row: Row): RunRecord {
  return {
    runId: row.run_id as string,
    command: row.command as RunRecord["command"],
    family: row.family as string,
    params: json(row.params) ?? {},
    range: json(row.range),
    backfillId: known(row.backfill_id),
    on: known(row.ran_on),
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
    pod: json(row.pod),
  };
}

export function attempt(row: Row): Attempt {
  const error: { readonly message: string } | undefined = json(row.error);
  return {
    taskId: row.task_id as string,
    attempt: row.attempt as number,
    status: row.status as string,
    startedAt: row.started_at as string,
    finishedAt: known(row.finished_at),
    worker: known(row.worker),
    pod: json(row.pod),
    log: row.log as string,
    error: error?.message,
  };
}

/** @param row with the backfill's `counts`, and whether it `is_running` */
export function backfillRecord(row: Row): BackfillRecord {
  const counts: BackfillRecord["counts"] = json(row.counts) ?? {};
  return {
    backfillId: row.backfill_id as string,
    family: row.family as string,
    params: json(row.params) ?? {},
    range: { over: row.over as string, from: row.first as string, to: row.last as string },
    order: row.asked_order as BackfillRecord["order"],
    limit: known(row.asked_limit),
    onFailure: row.on_failure as BackfillRecord["onFailure"],
    ...(row.stale === 1 && { stale: true }),
    status: backfillStatus(row, counts),
    createdAt: row.created_at as string,
    on: known(row.ran_on),
    lastRunId: known(row.last_run),
    counts,
  };
}

/** As its last run left it, but that its dates may have been made since by other runs. */
function backfillStatus(
  row: Row,
  { ran = 0, alreadyComplete = 0, ...undone }: BackfillRecord["counts"],
): BackfillRecord["status"] {
  if (row.is_running === 1) return row.status === "paused" ? "pausing" : "running";
  if (Object.keys(undone).length === 0 && ran + alreadyComplete > 0) return "success";
  return row.status === "success" ? "incomplete" : (row.status as BackfillRecord["status"]);
}

export function backfillDate(row: Row): BackfillDate {
  return {
    value: row.value as string,
    taskId: row.task_id as string,
    status: row.status as BackfillDate["status"],
    runId: known(row.run_id),
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
