import { existsSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { TaskRunRecord } from "../../protocol/history-record.ts";
import type { Attempt } from "../../protocol/panel-api.ts";
import type { History } from "../history/history.ts";
import { openPastHistory } from "../history/open-history.ts";
import { taskRunRecord } from "../history/rows.ts";
import type { Project } from "../project/project.ts";
import { cleanUpAfterCrash } from "../run/clean-up-after-crash.ts";

/** What the page asks of the history, beyond what a command does. */
export interface Past {
  readonly history: History;
  attempts(runId: string): Attempt[];
  /** The process of a run that goes on, as `processIdentity` names it. */
  processOf(runId: string): string | undefined;
  /** How each task of a class stands: its last run. */
  latest(family: string): TaskRunRecord[];
  /** Of the class's tasks that ran before a moment, the latest first, in milliseconds. */
  durations(family: string, before: string): number[];
}

const ENOUGH = 50;

/** Opens the history for one question, so that a file that is replaced meanwhile does no harm. */
export async function withPast<T>(project: Project, ask: (past: Past) => T | Promise<T>): Promise<T> {
  const history = await openPastHistory(project, () => undefined);
  try {
    await cleanUpAfterCrash(history, project.root);
    const database = await openReadOnly(path.join(project.stateDir, "history.db"));
    try {
      return await ask({ history, ...readings(database) });
    } finally {
      database?.close();
    }
  } finally {
    history.close();
  }
}

function readings(database: DatabaseSync | undefined): Omit<Past, "history"> {
  const all = (sql: string, ...values: string[]): Record<string, unknown>[] =>
    database === undefined ? [] : database.prepare(sql).all(...values);
  return {
    attempts: (runId) => all("SELECT * FROM attempts WHERE run_id = ? ORDER BY started_at", runId).map(attempt),
    processOf: (runId) => {
      const [run] = all("SELECT process FROM runs WHERE run_id = ? AND status = 'running'", runId);
      return run && String(run.process);
    },
    latest: (family) =>
      all(
        "SELECT task_runs.* FROM latest JOIN task_runs ON id = task_run WHERE latest.family = ? ORDER BY id",
        family,
      ).map(taskRunRecord),
    durations: (family, before) =>
      all(
        `SELECT duration_ms FROM task_runs
         WHERE family = ? AND status = 'ran' AND started_at < ? ORDER BY id DESC LIMIT ${ENOUGH}`,
        family,
        before,
      ).map((row) => Number(row.duration_ms)),
  };
}

function attempt(row: Record<string, unknown>): Attempt {
  const error = row.error === null ? undefined : (JSON.parse(String(row.error)) as { readonly message: string });
  return {
    taskId: String(row.task_id),
    attempt: Number(row.attempt),
    status: String(row.status),
    startedAt: String(row.started_at),
    finishedAt: row.finished_at === null ? undefined : String(row.finished_at),
    worker: row.worker === null ? undefined : String(row.worker),
    log: String(row.log),
    error: error?.message,
  };
}

/** Once the history is open: its module has been loaded by then, and its tables are of our version. */
async function openReadOnly(file: string): Promise<DatabaseSync | undefined> {
  if (!existsSync(file)) return undefined;
  const { DatabaseSync } = await import("node:sqlite");
  return new DatabaseSync(file, { readOnly: true });
}
