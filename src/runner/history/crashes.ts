import type { CrashedAttempt, CrashedRun } from "../run/clean-up-after-crash.ts";
import type { HistoryDatabase } from "./history-database.ts";
import { inTransaction } from "./in-transaction.ts";
import { canJudge, isRunning } from "./process-identity.ts";
import type { RunLeases } from "./run-leases.ts";

/** The runs whose process is gone, and their ends. */
export class Crashes {
  readonly #database: HistoryDatabase;
  readonly #leases: RunLeases | undefined;

  /** @param leases of a history that several machines share */
  constructor(database: HistoryDatabase, leases: RunLeases | undefined) {
    this.#database = database;
    this.#leases = leases;
  }

  find(): CrashedRun[] {
    return this.#all("SELECT run_id, process FROM runs WHERE status = 'running'").flatMap((row) => {
      const [runId, process] = [String(row.run_id), String(row.process)];
      if (!this.#isGone(runId, process)) return [];
      // Of another machine we can end no process, and do not know what in its folders belongs to whom.
      const isOurs = this.#leases === undefined || canJudge(process);
      return [{ runId, attempts: isOurs ? this.#openAttempts(runId) : [] }];
    });
  }

  mark(runs: readonly CrashedRun[]): void {
    if (runs.length === 0) return;
    inTransaction(this.#database, () => {
      for (const { runId } of runs) this.#mark(runId);
    });
  }

  #isGone(runId: string, process: string): boolean {
    if (this.#leases !== undefined && !canJudge(process)) return this.#leases.hasEnded(runId);
    return !isRunning(process);
  }

  #openAttempts(runId: string): CrashedAttempt[] {
    return this.#all(
      `SELECT task_id, outputs, worker FROM attempts JOIN task_runs USING (run_id, task_id)
       WHERE run_id = ? AND attempts.status = 'running'`,
      runId,
    ).map(({ task_id, outputs, worker }) => ({
      taskId: String(task_id),
      worker: worker === null ? undefined : String(worker),
      outputs: JSON.parse(String(outputs)) as string[],
    }));
  }

  #mark(runId: string): void {
    const isUnmarked = this.#all("SELECT 1 FROM runs WHERE run_id = ? AND status = 'running'", runId).length > 0;
    if (!isUnmarked) return; // another process came first, and what was begun since is to stay
    const now = new Date().toISOString();
    const error = JSON.stringify({ message: "The runner died while this task ran." });
    this.#run(
      "UPDATE latest SET status = 'crashed' WHERE task_run IN (SELECT id FROM task_runs WHERE run_id = ? AND status = 'running')",
      runId,
    );
    this.#run(
      "UPDATE task_runs SET status = 'crashed', finished_at = ?, error = ? WHERE run_id = ? AND status = 'running'",
      now,
      error,
      runId,
    );
    this.#run(
      "UPDATE attempts SET status = 'crashed', finished_at = ?, error = ? WHERE run_id = ? AND status = 'running'",
      now,
      error,
      runId,
    );
    this.#run("UPDATE runs SET status = 'crashed', finished_at = ? WHERE run_id = ?", now, runId);
    this.#run(
      "UPDATE backfills SET status = 'interrupted' WHERE backfill_id = (SELECT backfill_id FROM runs WHERE run_id = ?)",
      runId,
    );
    this.#restoreMade(runId);
    this.#run(
      `UPDATE backfill_dates SET status = (SELECT status FROM latest WHERE latest.task_id = backfill_dates.task_id)
       WHERE status = 'running' AND task_id IN (SELECT task_id FROM task_runs WHERE run_id = ? AND status = 'crashed')`,
      runId,
    );
    for (const table of ["claims", "resource_claims"]) this.#run(`DELETE FROM ${table} WHERE run_id = ?`, runId);
  }

  /**
   * What another run made while this one went on was only to be found complete by it, and what another one found complete
   * this one had made: that it died then is no trouble of the task's.
   */
  #restoreMade(runId: string): void {
    this.#run(
      `UPDATE latest SET task_run = made.id, status = made.status
       FROM task_runs AS cut
         JOIN runs ON runs.run_id = cut.run_id
         JOIN task_runs AS made ON made.task_id = cut.task_id
       WHERE cut.run_id = ? AND cut.status = 'crashed' AND latest.task_run = cut.id
         AND made.status IN ('ran', 'alreadyComplete') AND made.finished_at >= runs.started_at`,
      runId,
    );
  }

  #all(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#database.prepare(sql).run(...values);
  }
}
