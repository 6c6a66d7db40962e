import type { FamilyStatus, RunRecord, TaskRunRecord } from "../../protocol/history-record.ts";
import type { Attempt } from "../../protocol/panel-api.ts";
import type { RunEvent } from "../../protocol/run-event.ts";
import type { Claims } from "../run/claims.ts";
import type { CrashedRun, CrashedRuns } from "../run/clean-up-after-crash.ts";
import type { RunRecorder } from "../run/run-recorder.ts";
import { Backfills } from "./backfills.ts";
import { Crashes } from "./crashes.ts";
import { EventWriter } from "./event-writer.ts";
import type { HistoryDatabase } from "./history-database.ts";
import { inTransaction } from "./in-transaction.ts";
import { Lineage } from "./lineage.ts";
import { hostOf, isElsewhere } from "./process-identity.ts";
import { Provenance } from "./provenance.ts";
import { type Pruned, type PruneOptions, pruneRuns } from "./prune-runs.ts";
import { attempt, runRecord, taskRunRecord } from "./rows.ts";
import type { RunLeases } from "./run-leases.ts";
import { IN_TROUBLE } from "./schema.ts";
import { TaskClaims } from "./task-claims.ts";

const BATCH_MS = 50;

/** Which task runs to tell of. */
export interface TaskRunFilter {
  readonly runId?: string;
  readonly family?: string;
  readonly taskId?: string;
  /** Text forms of some parameters. */
  readonly params?: Readonly<Record<string, string>>;
}

/** What ran, when, and how it ended: every run, task run and attempt, whoever started it. */
export class History implements RunRecorder, CrashedRuns {
  readonly backfills: Backfills;
  readonly lineage: Lineage;
  readonly provenance: Provenance;
  readonly #database: HistoryDatabase;
  readonly #writer: EventWriter;
  readonly #crashes: Crashes;
  readonly #leases: RunLeases | undefined;
  #buffer: RunEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param leases where several machines share the history */
  constructor(database: HistoryDatabase, leases?: RunLeases) {
    this.#database = database;
    this.#leases = leases;
    this.#crashes = new Crashes(database, leases);
    this.backfills = new Backfills(database);
    this.lineage = new Lineage(database);
    this.provenance = new Provenance(database);
    this.#writer = new EventWriter(database);
  }

  record(event: RunEvent): void {
    this.#buffer.push(event);
    this.#timer ??= setTimeout(() => {
      try {
        this.flush();
      } catch {
        // Nobody waits here, and nothing is lost: the next flush() writes it, or throws to somebody who does.
      }
    }, BATCH_MS);
  }

  /** Returns when everything recorded so far survives the death of this process. */
  flush(): void {
    if (this.#buffer.length > 0) this.together(() => {});
  }

  together<T>(work: () => T): T {
    const result = inTransaction(this.#database, () => {
      const done = work();
      for (const event of this.#buffer) {
        this.#writer.write(event);
        if (event.event === "runStarted") this.#leases?.renew(event.runId);
      }
      return done;
    });
    this.#buffer = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return result;
  }

  claimsOf(runId: string, limits: Readonly<Record<string, number>>): Claims {
    return new TaskClaims({ database: this.#database, runId, limits, leases: this.#leases });
  }

  failuresInARow(taskId: string): number {
    const ends = this.#database
      .prepare("SELECT status FROM task_runs WHERE task_id = ? AND status IN ('ran', 'failed') ORDER BY id DESC")
      .iterate(taskId);
    let failures = 0;
    for (const { status } of ends) {
      if (status === "ran") break;
      failures++;
    }
    return failures;
  }

  /** The state of each task class that ever ran, by name. */
  familyStatuses(): FamilyStatus[] {
    const counts = this.#all(
      "SELECT family, status, count(*) AS n, max(task_run) AS last FROM latest GROUP BY family, status ORDER BY family",
    );
    return [...Map.groupBy(counts, ({ family }) => String(family))].map(([family, rows]) => {
      const newest = Math.max(...rows.map((row) => Number(row.last)));
      return {
        family,
        last: this.#lastOf(family, newest),
        counts: Object.fromEntries(rows.map(({ status, n }) => [status, n])),
      };
    });
  }

  /** Of the class's last run, the task that started last: it has a log. One that did not start where none did. */
  #lastOf(family: string, newest: number): TaskRunRecord {
    const [row] = this.#all(
      `SELECT * FROM task_runs
       WHERE run_id = (SELECT run_id FROM task_runs WHERE id = ?) AND family = ?
       ORDER BY started_at IS NULL, id DESC LIMIT 1`,
      newest,
      family,
    );
    return taskRunRecord(row ?? {});
  }

  /** The tasks that stand as failed now, the latest first. */
  failures(): TaskRunRecord[] {
    return this.#all(
      `SELECT task_runs.* FROM latest JOIN task_runs ON id = task_run
       WHERE latest.${IN_TROUBLE} AND latest.status IN ('failed', 'crashed', 'schedulingError') ORDER BY id DESC`,
    ).map(taskRunRecord);
  }

  /** @returns the latest runs first */
  runs(limit: number): RunRecord[] {
    return this.#all("SELECT * FROM runs ORDER BY started_at DESC, run_id DESC LIMIT ?", limit).map(runRecord);
  }

  /** @returns the latest task runs first */
  taskRuns({ runId, family, taskId, params = {} }: TaskRunFilter, limit: number): TaskRunRecord[] {
    const matches = " AND params ->> ? = ?".repeat(Object.keys(params).length);
    return this.#all(
      `SELECT * FROM task_runs
       WHERE coalesce(run_id = ?, TRUE) AND coalesce(family = ?, TRUE) AND coalesce(task_id = ?, TRUE)${matches}
       ORDER BY id DESC LIMIT ?`,
      runId ?? null,
      family ?? null,
      taskId ?? null,
      ...Object.entries(params).flat(),
      limit,
    ).map(taskRunRecord);
  }

  attempts(runId: string): Attempt[] {
    return this.#all("SELECT * FROM attempts WHERE run_id = ? ORDER BY started_at", runId).map(attempt);
  }

  /** The process of a run that goes on, as `processIdentity` names it. */
  processOf(runId: string): string | undefined {
    const [run] = this.#all("SELECT process FROM runs WHERE run_id = ? AND status = 'running'", runId);
    return run && String(run.process);
  }

  /** The name of the machine where a run was, and its logs are, if that is another one. */
  machineOf(runId: string): string | undefined {
    const [run] = this.#all("SELECT process FROM runs WHERE run_id = ?", runId);
    return run && isElsewhere(String(run.process)) ? hostOf(String(run.process)) : undefined;
  }

  /** How each task of a class stands: its last run. */
  latest(family: string): TaskRunRecord[] {
    return this.#all(
      "SELECT task_runs.* FROM latest JOIN task_runs ON id = task_run WHERE latest.family = ? ORDER BY id",
      family,
    ).map(taskRunRecord);
  }

  /** Of the class's tasks that ran before a moment, the latest so many first, in milliseconds. */
  durations(family: string, before: string, limit: number): number[] {
    return this.#all(
      `SELECT duration_ms FROM task_runs
       WHERE family = ? AND status = 'ran' AND started_at < ? ORDER BY id DESC LIMIT ?`,
      family,
      before,
      limit,
    ).map((row) => Number(row.duration_ms));
  }

  crashedRuns(): CrashedRun[] {
    return this.#crashes.find();
  }

  markCrashed(runs: readonly CrashedRun[]): void {
    this.#crashes.mark(runs);
  }

  /** Forgets what its policy does not keep. */
  prune(options: PruneOptions): Pruned {
    return pruneRuns(this.#database, options);
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.#database.close();
    }
  }

  #all(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }
}
