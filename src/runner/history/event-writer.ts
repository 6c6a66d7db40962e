import type { PlanTask } from "../../protocol/plan.ts";
import type {
  PodStarted,
  RunEvent,
  RunFinished,
  RunStarted,
  TaskError,
  TaskFinished,
  TaskStarted,
  TaskStatus,
} from "../../protocol/run-event.ts";
import type { HistoryDatabase, HistoryStatement, HistoryValue } from "./history-database.ts";
import { LineageWriter } from "./lineage-writer.ts";
import { processIdentity } from "./process-identity.ts";
import { IN_TROUBLE } from "./schema.ts";

/** Writes one run's events into the tables, inside a transaction of the caller's. */
export class EventWriter {
  readonly #database: HistoryDatabase;
  readonly #statements = new Map<string, HistoryStatement>();
  readonly #planned = new Map<string, PlanTask>();
  /** The identities of the run's workers, by their ids: the system is asked once for each. */
  readonly #workers = new Map<number, string>();
  readonly #lineage = new LineageWriter((sql, values) => this.#run(sql, values));
  #runId = "";

  constructor(database: HistoryDatabase) {
    this.#database = database;
  }

  write(event: RunEvent): void {
    switch (event.event) {
      case "runStarted":
        return this.#runStarted(event);
      case "tasksPlanned":
        for (const task of event.tasks) this.#planned.set(task.taskId, task);
        this.#lineage.complete(event.tasks.filter(({ action }) => action === "skip").map(({ taskId }) => taskId));
        return this.#lineage.planned(event.code ?? {});
      case "taskStarted":
        return this.#taskStarted(event);
      case "podStarted":
        return this.#podStarted(event);
      case "attemptFailed":
        return this.#attemptEnded(event.taskId, event.attempt, "failed", event.time, event.error);
      case "taskFinished":
        return this.#taskFinished(event);
      case "runFinished":
        return this.#runFinished(event);
      case "runPlanned":
      case "taskProgressed":
      case "taskMessaged":
      case "taskTracked":
      case "warned":
        return; // of the moment: the log has them
    }
  }

  #runStarted({ runId, command, family, params, range, backfillId, on, pid, time }: RunStarted): void {
    this.#runId = runId;
    this.#planned.clear();
    this.#workers.clear();
    this.#run(
      "INSERT INTO runs (run_id, command, family, params, range, backfill_id, ran_on, status, process, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)",
      [
        runId,
        command,
        family,
        JSON.stringify(params),
        range ? JSON.stringify(range) : null,
        backfillId ?? null,
        on ?? null,
        processIdentity(pid),
        time,
      ],
    );
  }

  #taskStarted({ taskId, attempt, log, time, pid }: TaskStarted): void {
    const task = this.#planned.get(taskId);
    this.#run(
      `INSERT INTO task_runs (run_id, task_id, family, params, status, started_at, attempts, log, outputs, code_hash)
       VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?)
       ON CONFLICT (run_id, task_id) DO UPDATE SET status = 'running', attempts = excluded.attempts, log = excluded.log, pod = NULL`,
      [
        this.#runId,
        taskId,
        task?.family ?? "",
        JSON.stringify(task?.params ?? {}),
        time,
        attempt,
        log,
        JSON.stringify(task?.outputs ?? []),
        this.#lineage.codeOf(task?.family ?? "") ?? null,
      ],
    );
    this.#run(
      "INSERT INTO attempts (run_id, task_id, attempt, status, started_at, log, worker) VALUES (?, ?, ?, 'running', ?, ?, ?)",
      [this.#runId, taskId, attempt, time, log, pid === undefined ? null : this.#workerOf(pid)],
    );
    this.#lineage.started(this.#runId, taskId, task?.requires ?? []);
    this.#makeLatest(taskId, "running");
  }

  #podStarted({ taskId, attempt, pod, node, namespace, context }: PodStarted): void {
    const place = JSON.stringify({ pod, node, namespace, context });
    this.#run("UPDATE task_runs SET pod = ? WHERE run_id = ? AND task_id = ?", [place, this.#runId, taskId]);
    this.#run("UPDATE attempts SET pod = ? WHERE run_id = ? AND task_id = ? AND attempt = ?", [
      place,
      this.#runId,
      taskId,
      attempt,
    ]);
  }

  #workerOf(pid: number): string {
    const known = this.#workers.get(pid) ?? processIdentity(pid);
    this.#workers.set(pid, known);
    return known;
  }

  #attemptEnded(taskId: string, attempt: number, status: string, time: string, error?: TaskError): void {
    this.#run(
      "UPDATE attempts SET status = ?, finished_at = ?, error = ? WHERE run_id = ? AND task_id = ? AND attempt = ? AND status = 'running'",
      [status, time, error ? JSON.stringify(error) : null, this.#runId, taskId, attempt],
    );
  }

  #taskFinished(event: TaskFinished): void {
    const { taskId, family, params, status, blockedBy, attempts, durationMs, error, time } = event;
    this.#run(
      `INSERT INTO task_runs (run_id, task_id, family, params, status, blocked_by, finished_at, duration_ms, attempts, error, outputs)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]')
       ON CONFLICT (run_id, task_id) DO UPDATE SET
         status = excluded.status, blocked_by = excluded.blocked_by, finished_at = excluded.finished_at,
         duration_ms = excluded.duration_ms, attempts = excluded.attempts, error = excluded.error`,
      [
        this.#runId,
        taskId,
        family,
        JSON.stringify(params),
        status,
        blockedBy ? JSON.stringify(blockedBy) : null,
        time,
        durationMs,
        attempts,
        error ? JSON.stringify(error) : null,
      ],
    );
    if (attempts > 0) this.#attemptEnded(taskId, attempts, status, time, error);
    if (status === "ran") this.#lineage.made(this.#runId, event);
    this.#makeLatest(taskId, status);
  }

  #runFinished({ runId, status, durationMs, time, tasks }: RunFinished): void {
    const complete = tasks.filter((task) => task.status === "alreadyComplete");
    if (complete.length > 0)
      this.#mendFailures(
        complete.map(({ taskId }) => taskId),
        time,
      );
    const counts: Partial<Record<TaskStatus, number>> = {};
    for (const task of tasks) counts[task.status] = (counts[task.status] ?? 0) + 1;
    this.#run("UPDATE runs SET status = ?, finished_at = ?, duration_ms = ?, counts = ? WHERE run_id = ?", [
      status,
      time,
      durationMs,
      JSON.stringify(counts),
      runId,
    ]);
    this.#run(
      `UPDATE backfills SET status = CASE status WHEN 'paused' THEN 'paused' ELSE ? END
       WHERE backfill_id = (SELECT backfill_id FROM runs WHERE run_id = ?)`,
      [status, runId],
    );
    // What a paused backfill has not come to is not in trouble: there is nothing to try again.
    this.#run(
      `UPDATE backfill_dates SET status = 'waiting'
       WHERE backfill_id = (SELECT backfill_id FROM runs JOIN backfills USING (backfill_id) WHERE run_id = ? AND backfills.status = 'paused')
         AND task_id IN (SELECT task_id FROM task_runs WHERE run_id = ? AND status = 'pending' AND blocked_by = '[]')`,
      [runId, runId],
    );
  }

  /**
   * What was last seen in trouble and is complete now, however that came: it is no failure any more. What another run is at
   * is noted too, in case that this one is dead and has not told what it made: see `Crashes`.
   */
  #mendFailures(completeIds: readonly string[], time: string): void {
    const troubled = this.#taskIds(`SELECT task_id FROM latest WHERE ${IN_TROUBLE}`);
    const elsewhere = this.#taskIds(
      `SELECT task_id FROM task_runs JOIN runs USING (run_id)
       WHERE runs.status = 'running' AND task_runs.status = 'running' AND run_id <> ?`,
      this.#runId,
    );
    for (const taskId of completeIds) {
      if (!troubled.has(taskId) && !elsewhere.has(taskId)) continue;
      const task = this.#planned.get(taskId);
      this.#run(
        `INSERT INTO task_runs (run_id, task_id, family, params, status, finished_at, attempts, outputs)
         VALUES (?, ?, ?, ?, 'alreadyComplete', ?, 0, '[]') ON CONFLICT DO NOTHING`,
        [this.#runId, taskId, task?.family ?? "", JSON.stringify(task?.params ?? {}), time],
      );
      if (troubled.has(taskId)) this.#makeLatest(taskId, "alreadyComplete");
    }
  }

  #taskIds(sql: string, ...values: HistoryValue[]): ReadonlySet<string> {
    const rows = this.#statement(sql).all(...values);
    return new Set(rows.map((row) => String(row.task_id)));
  }

  #makeLatest(taskId: string, status: TaskStatus | "running"): void {
    this.#run("UPDATE backfill_dates SET status = ? WHERE task_id = ?", [status, taskId]);
    this.#run(
      `INSERT INTO latest (task_id, task_run, family, status)
       SELECT task_id, id, family, status FROM task_runs WHERE run_id = ? AND task_id = ?
       ON CONFLICT (task_id) DO UPDATE SET task_run = excluded.task_run, status = excluded.status`,
      [this.#runId, taskId],
    );
  }

  #run(sql: string, values: readonly HistoryValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): HistoryStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
