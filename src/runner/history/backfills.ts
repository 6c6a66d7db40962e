import { randomBytes } from "node:crypto";
import type { BackfillDate, BackfillDateStatus, BackfillRecord } from "../../protocol/backfill-record.ts";
import type { PlanAction } from "../../protocol/plan.ts";
import type { HistoryDatabase } from "./history-database.ts";
import { inTransaction } from "./in-transaction.ts";
import { backfillDate, backfillRecord } from "./rows.ts";

/** A backfill that is to begin, or to go on. */
export interface BackfillStart
  extends Pick<BackfillRecord, "family" | "params" | "range" | "order" | "limit" | "onFailure" | "stale"> {
  /** Which one goes on; found by what is asked when absent. */
  readonly backfillId?: string;
  readonly dates: readonly PlannedDate[];
}

/** A date, and what the run that begins will do with it: nothing, where a limit has left it out. */
export interface PlannedDate {
  readonly value: string;
  readonly taskId: string;
  readonly action?: PlanAction;
}

/** What is to be tried again after a failure: it failed itself, or something that it needs did. */
const IN_TROUBLE: readonly BackfillDateStatus[] = ["failed", "crashed", "schedulingError", "disabled", "pending"];

/** Backfills as stored objects: what was asked, and how each date stands, whichever run made it so. */
export class Backfills {
  readonly #database: HistoryDatabase;

  constructor(database: HistoryDatabase) {
    this.#database = database;
  }

  /**
   * Keeps a backfill before its run begins. Asked for again, the same task over the same range is the same backfill.
   *
   * @returns its id
   */
  begin({ dates, ...asked }: BackfillStart, now: Date): string {
    return inTransaction(this.#database, () => {
      const backfillId = this.#keep(asked, keyOf(asked, dates), now);
      const keep = this.#database.prepare(
        `INSERT INTO backfill_dates (backfill_id, value, task_id, status) VALUES (?, ?, ?, ?)
         ON CONFLICT (backfill_id, value) DO UPDATE SET task_id = excluded.task_id, status = CASE
           WHEN excluded.status = 'alreadyComplete' AND backfill_dates.status = 'ran' THEN 'ran'
           WHEN excluded.status = 'alreadyComplete' THEN 'alreadyComplete'
           WHEN ? = 1 AND backfill_dates.status IN ('ran', 'alreadyComplete') THEN 'waiting'
           ELSE backfill_dates.status END`,
      );
      for (const { value, taskId, action } of dates)
        keep.run(backfillId, value, taskId, action === "skip" ? "alreadyComplete" : "waiting", action ? 1 : 0);
      return backfillId;
    });
  }

  #keep(
    { backfillId, family, params, range, order, limit, onFailure, stale }: Omit<BackfillStart, "dates">,
    key: string,
    now: Date,
  ): string {
    const known = backfillId ?? this.#all("SELECT backfill_id FROM backfills WHERE key = ?", key)[0]?.backfill_id;
    const id = String(known ?? newBackfillId(now));
    this.#database
      .prepare(
        `INSERT INTO backfills (backfill_id, key, family, params, over, first, last, asked_order, asked_limit, on_failure, stale, status, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'incomplete', ?)
         ON CONFLICT (backfill_id) DO UPDATE SET params = excluded.params, asked_order = excluded.asked_order,
           asked_limit = excluded.asked_limit, on_failure = excluded.on_failure, stale = excluded.stale,
           status = excluded.status`,
      )
      .run(
        id,
        key,
        family,
        JSON.stringify(params),
        range.over,
        range.from,
        range.to,
        order,
        limit ?? null,
        onFailure,
        stale ? 1 : 0,
        now.toISOString(),
      );
    return id;
  }

  /** @returns those that were asked for last first */
  list(limit: number): BackfillRecord[] {
    return this.#records("ORDER BY created_at DESC, backfill_id DESC LIMIT ?", limit);
  }

  /** @param id whole, or the beginning that tells it from all others */
  find(id: string): BackfillRecord | undefined {
    const found = this.#records("WHERE substr(backfill_id, 1, length(?)) = ? LIMIT 2", id, id);
    return found.length === 1 ? found[0] : found.find(({ backfillId }) => backfillId === id);
  }

  /** The one of which a run began last; of a class's, where one is named. */
  last(family?: string): BackfillRecord | undefined {
    return this.#records(
      "WHERE coalesce(family = ?, TRUE) ORDER BY coalesce(last_run, created_at) DESC, created_at DESC LIMIT 1",
      family ?? null,
    )[0];
  }

  /** Its dates, the earliest first. */
  dates(backfillId: string): BackfillDate[] {
    return this.#all(
      `SELECT value, dates.task_id, dates.status, task_runs.run_id, error, log
       FROM backfill_dates AS dates LEFT JOIN latest ON latest.task_id = dates.task_id LEFT JOIN task_runs ON task_runs.id = task_run
       WHERE backfill_id = ? ORDER BY value`,
      backfillId,
    ).map(backfillDate);
  }

  /** The dates that were tried, and are not there for a failure. */
  inTrouble(backfillId: string): string[] {
    return this.#all(
      `SELECT value FROM backfill_dates WHERE backfill_id = ? AND status IN (${IN_TROUBLE.map(() => "?").join()}) ORDER BY value`,
      backfillId,
      ...IN_TROUBLE,
    ).map(({ value }) => String(value));
  }

  /** Its runs that go on now, by what tells their processes: see `processIdentity`. */
  running(backfillId: string): string[] {
    return this.#all("SELECT process FROM runs WHERE backfill_id = ? AND status = 'running'", backfillId).map(
      ({ process }) => String(process),
    );
  }

  /** Its runs find it so: nothing new starts in them. It is until a run of it begins again. */
  markPaused(backfillId: string): void {
    this.#database.prepare("UPDATE backfills SET status = 'paused' WHERE backfill_id = ?").run(backfillId);
  }

  isPaused(backfillId: string): boolean {
    return this.#all("SELECT 1 FROM backfills WHERE backfill_id = ? AND status = 'paused'", backfillId).length > 0;
  }

  markCancelled(backfillId: string): void {
    this.#database.prepare("UPDATE backfills SET status = 'cancelled' WHERE backfill_id = ?").run(backfillId);
  }

  #records(rest: string, ...values: (string | number | null)[]): BackfillRecord[] {
    return this.#all(
      `SELECT told.*, (SELECT ran_on FROM runs WHERE run_id = last_run) AS ran_on FROM (SELECT *,
         (SELECT max(run_id) FROM runs WHERE runs.backfill_id = backfills.backfill_id) AS last_run,
         EXISTS (SELECT 1 FROM runs WHERE runs.backfill_id = backfills.backfill_id AND status = 'running') AS is_running,
         (SELECT json_group_object(status, n) FROM (
           SELECT status, count(*) AS n FROM backfill_dates AS dates
           WHERE dates.backfill_id = backfills.backfill_id GROUP BY status ORDER BY status) AS by_status) AS counts
       FROM backfills) AS told ${rest}`,
      ...values,
    ).map(backfillRecord);
  }

  #all(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }
}

/**
 * What tells a backfill from others: its range, and its tasks, which are what their family and significant parameters
 * make them, whatever of that was given and whatever is a default.
 */
function keyOf({ range }: Pick<BackfillStart, "range">, dates: readonly PlannedDate[]): string {
  const [first] = dates.map(({ taskId }) => taskId).toSorted();
  return [range.over, range.from, range.to, first].join(" ");
}

/** It sorts by time, and is not taken for a run's. */
function newBackfillId(now: Date): string {
  return `b${now.toISOString().replaceAll(/[-:]|\.\d+Z$/g, "")}-${randomBytes(2).toString("hex")}`;
}
