import { rmdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { HistoryPolicy } from "../project/history-policy.ts";
import type { Project } from "../project/project.ts";
import type { HistoryDatabase, HistoryStatement } from "./history-database.ts";
import { inTransaction } from "./in-transaction.ts";

/** What was forgotten, or would be. */
export interface Pruned {
  readonly runs: number;
  readonly taskRuns: number;
  readonly logs: number;
  readonly bytes: number;
}

export interface PruneOptions {
  readonly project: Pick<Project, "root" | "stateDir">;
  readonly policy: HistoryPolicy;
  readonly now: Date;
  /** At most about so many task runs are looked at; all when absent. */
  readonly limit?: number;
  /** Looks again at the runs of which some was kept before. */
  readonly again?: boolean;
  /** Only counts. */
  readonly dryRun?: boolean;
}

/** Task runs of one transaction: other processes that write wait for no more than that. */
const PORTION = 500;

const DAY_MS = 86_400_000;

class DryRun extends Error {}

/**
 * Forgets runs that have ended long ago, with their logs. What tells how things stand now is kept however old it is: how
 * each task last ended and what made its outputs (without log and attempts), and whole, the last run of each class and
 * what stands as failed.
 */
export function pruneRuns(database: HistoryDatabase, options: PruneOptions): Pruned {
  const pruning = new Pruning(database, options);
  if (!options.dryRun) return pruning.inPortions();
  try {
    return inTransaction(database, () => {
      pruning.inPortions((work) => work());
      throw new DryRun();
    });
  } catch (error) {
    if (error instanceof DryRun) return pruning.pruned;
    throw error;
  }
}

class Pruning {
  readonly #database: HistoryDatabase;
  readonly #options: PruneOptions;
  readonly #statements = new Map<string, HistoryStatement>();
  readonly pruned = { runs: 0, taskRuns: 0, logs: 0, bytes: 0 };

  constructor(database: HistoryDatabase, options: PruneOptions) {
    this.#database = database;
    this.#options = options;
  }

  inPortions(together = <T>(work: () => T): T => inTransaction(this.#database, work)): Pruned {
    const { again = false, limit = Number.POSITIVE_INFINITY } = this.#options;
    const before = this.#before();
    if (again) this.#run("UPDATE runs SET pruned = 0 WHERE pruned = 1");
    let looked = 0;
    for (const { run_id } of this.#all(
      "SELECT run_id FROM runs WHERE pruned = 0 AND started_at < ? AND status <> 'running' ORDER BY started_at",
      before,
    )) {
      const runId = String(run_id);
      for (let after = 0; ; ) {
        if (looked >= limit) return this.pruned;
        const last = together(() => this.#pruneSome(runId, after));
        looked += PORTION;
        if (last === undefined) break;
        after = last;
      }
      together(() => this.#endRun(runId));
    }
    together(() => this.#forgetBackfills(before));
    if (again) together(() => this.#forgetCodes(before));
    return this.pruned;
  }

  /** Runs that began before this moment are forgotten. */
  #before(): string {
    const { now, policy } = this.#options;
    const byAge = new Date(now.getTime() - policy.keepDays * DAY_MS).toISOString();
    if (policy.keepRuns === undefined) return byAge;
    const [oldest] = this.#all(
      "SELECT started_at FROM runs ORDER BY started_at DESC LIMIT 1 OFFSET ?",
      policy.keepRuns - 1,
    );
    const byNumber = oldest === undefined ? "" : String(oldest.started_at);
    return byAge > byNumber ? byAge : byNumber;
  }

  /** @returns where to go on; `undefined` when the run has no more task runs */
  #pruneSome(runId: string, after: number): number | undefined {
    const rows = this.#all(
      `SELECT task_runs.id, task_runs.task_id, task_runs.id IS NOT DISTINCT FROM latest.task_run AS is_latest,
         EXISTS (SELECT 1 FROM made WHERE made.task_run = task_runs.id) AS is_made,
         latest.status NOT IN ('ran', 'alreadyComplete') AS is_trouble,
         task_runs.id = (SELECT max(task_run) FROM latest AS of_class WHERE of_class.family = task_runs.family) AS is_newest
       FROM task_runs LEFT JOIN latest USING (task_id)
       WHERE run_id = ? AND task_runs.id > ? ORDER BY task_runs.id LIMIT ?`,
      runId,
      after,
      PORTION,
    );
    const logs = new Set<string>();
    for (const { id, task_id, is_latest, is_made, is_trouble, is_newest } of rows) {
      if (is_latest === 1 && (is_trouble === 1 || is_newest === 1)) continue;
      const attempts = this.#all(
        "DELETE FROM attempts WHERE run_id = ? AND task_id = ? RETURNING log",
        runId,
        String(task_id),
      );
      for (const { log } of attempts) logs.add(String(log));
      if (is_latest === 1 || is_made === 1) this.#run("UPDATE task_runs SET log = NULL WHERE id = ?", Number(id));
      else {
        this.#run("DELETE FROM task_runs WHERE id = ?", Number(id));
        this.pruned.taskRuns++;
      }
    }
    for (const log of logs) this.#removeLog(runId, log);
    return rows.length < PORTION ? undefined : Number(rows.at(-1)?.id);
  }

  /** Before what names it is gone for good: should we die in between, the log is missing, and not forgotten. */
  #removeLog(runId: string, log: string): void {
    // Tasks that were made together have one log.
    if (this.#all("SELECT 1 FROM attempts WHERE run_id = ? AND log = ? LIMIT 1", runId, log).length > 0) return;
    const { project, dryRun } = this.#options;
    const file = path.resolve(project.root, log);
    if (!file.startsWith(path.join(project.stateDir, "logs") + path.sep)) return;
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return;
    this.pruned.logs++;
    this.pruned.bytes += stats.size;
    if (!dryRun) rmSync(file, { force: true });
  }

  #endRun(runId: string): void {
    const [rest] = this.#all("SELECT 1 FROM task_runs WHERE run_id = ? LIMIT 1", runId);
    if (rest !== undefined) {
      this.#run("UPDATE runs SET pruned = 1 WHERE run_id = ?", runId);
      return;
    }
    this.#run("DELETE FROM runs WHERE run_id = ?", runId);
    this.pruned.runs++;
    if (this.#options.dryRun) return;
    try {
      rmdirSync(path.join(this.#options.project.stateDir, "logs", runId));
    } catch {
      // It had none, or holds what is not ours.
    }
  }

  /** A backfill that is done is of no use when its runs are forgotten; any other can be resumed. */
  #forgetBackfills(before: string): void {
    this.#run(
      `DELETE FROM backfills WHERE created_at < ?
         AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.backfill_id = backfills.backfill_id AND started_at >= ?)
         AND NOT EXISTS (SELECT 1 FROM backfill_dates AS dates
           WHERE dates.backfill_id = backfills.backfill_id AND status NOT IN ('ran', 'alreadyComplete'))`,
      before,
      before,
    );
  }

  /** The code of runs that are forgotten. */
  #forgetCodes(before: string): void {
    this.#run(
      `DELETE FROM codes WHERE seen_at < ?
         AND code_hash NOT IN (SELECT code_hash FROM task_runs WHERE code_hash IS NOT NULL)
         AND code_hash NOT IN (SELECT code_hash FROM made WHERE code_hash IS NOT NULL)
         AND code_hash NOT IN (SELECT accepted_code FROM made WHERE accepted_code IS NOT NULL)`,
      before,
    );
  }

  #all(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return this.#statement(sql).all(...values);
  }

  #run(sql: string, ...values: (string | number)[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): HistoryStatement {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
