import { endOrphan } from "../pool/end-orphan.ts";
import type { Claims, Refused, Wanted } from "../run/claims.ts";
import { steadyTime } from "../run/steady-time.ts";
import type { HistoryDatabase, HistoryStatement } from "./history-database.ts";
import { inTransaction } from "./in-transaction.ts";
import { LEASE_MS } from "./lease-ms.ts";
import { canJudge, isRunning, processIdentity } from "./process-identity.ts";
import type { RunLeases } from "./run-leases.ts";
import { SharedBudget } from "./shared-budget.ts";

/** What a run's claims are made of. */
export interface TaskClaimsOptions {
  readonly database: HistoryDatabase;
  readonly runId: string;
  /** How much there is of each resource; 1 of one that is not named. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Where several machines share the history. */
  readonly leases?: RunLeases | undefined;
  /** Milliseconds, as {@link steadyTime} tells them. */
  now?(): number;
  readonly leaseMs?: number;
}

/** Claims in the history's file, which every run of this machine on this project has open. */
export class TaskClaims implements Claims {
  readonly renewEvery: number;
  heldUntil = 0;
  readonly #database: HistoryDatabase;
  readonly #statements = new Map<string, HistoryStatement>();
  readonly #runId: string;
  readonly #holder = processIdentity(process.pid);
  readonly #limits: Readonly<Record<string, number>>;
  readonly #leaseMs: number;
  readonly #now: () => number;
  readonly #leases: RunLeases | undefined;
  /** Of this run's tasks, those that use something. */
  readonly #users = new Set<string>();
  /** Other runs' claims as they were last seen, by taskId, and since when they are the same. */
  readonly #seen = new Map<string, { readonly renewal: string; readonly since: number }>();

  constructor({ database, runId, limits = {}, leases, now = steadyTime, leaseMs = LEASE_MS }: TaskClaimsOptions) {
    this.#database = database;
    this.#runId = runId;
    this.#limits = limits;
    this.#leases = leases;
    this.#now = now;
    this.#leaseMs = leaseMs;
    this.renewEvery = leaseMs / 3;
  }

  take(wanted: readonly Wanted[]): Refused {
    this.heldUntil = this.#now() + this.#leaseMs;
    return inTransaction(this.#database, () => this.#takeEach(wanted));
  }

  /** However many there are: the history may be a network away, so that it is asked once for all, and written to at the end. */
  #takeEach(wanted: readonly Wanted[]): Refused {
    const elsewhere = new Set<string>();
    const scarce = new Map<string, readonly string[]>();
    const others = this.#claimsOf(wanted.map(({ taskId }) => taskId));
    const budget = this.#budgetOf(wanted);
    const claim = this.#statement(
      `INSERT INTO claims (task_id, run_id, holder, renewed_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (task_id) DO UPDATE SET run_id = excluded.run_id, holder = excluded.holder, renewed_at = excluded.renewed_at`,
    );
    const use = this.#statement(
      `INSERT INTO resource_claims (task_id, run_id, resource, amount) VALUES (?, ?, ?, ?)
       ON CONFLICT (task_id, run_id, resource) DO UPDATE SET amount = excluded.amount`,
    );
    for (const { taskId, resources } of wanted) {
      const lacking = Object.entries(resources).filter(([name, amount]) => amount > budget.left(name));
      if (!this.#isFree(others.get(taskId))) elsewhere.add(taskId);
      else if (lacking.length > 0) {
        scarce.set(
          taskId,
          lacking.map(([name]) => name),
        );
      } else {
        claim.run(taskId, this.#runId, this.#holder, this.#now());
        for (const [name, amount] of Object.entries(resources)) {
          use.run(taskId, this.#runId, name, amount);
          budget.use(taskId, name, amount);
          this.#users.add(taskId);
        }
      }
    }
    return { elsewhere, scarce };
  }

  held(taskIds: readonly string[]): ReadonlySet<string> {
    const claims = this.#claimsOf(taskIds);
    return new Set(taskIds.filter((taskId) => claims.get(taskId)?.run_id === this.#runId));
  }

  extend(taskIds: readonly string[]): number | undefined {
    const now = this.#now();
    const extend = this.#statement(
      "UPDATE claims SET renewed_at = ? WHERE run_id = ? AND task_id IN (SELECT value FROM json_each(?))",
    );
    const { changes } = extend.run(now, this.#runId, JSON.stringify(taskIds));
    return Number(changes) === taskIds.length ? now + this.#leaseMs : undefined;
  }

  release(taskId: string): void {
    this.#statement("DELETE FROM claims WHERE task_id = ? AND run_id = ?").run(taskId, this.#runId);
    this.releaseResources(taskId);
  }

  releaseResources(taskId: string): void {
    if (!this.#users.delete(taskId)) return;
    this.#statement("DELETE FROM resource_claims WHERE task_id = ? AND run_id = ?").run(taskId, this.#runId);
  }

  renew(): void {
    try {
      this.#statement("UPDATE claims SET renewed_at = ? WHERE run_id = ?").run(this.#now(), this.#runId);
      this.#leases?.renew(this.#runId);
    } catch {
      // The next time is soon enough, and whoever lost a claim finds that out by `held`.
    }
  }

  #isFree(claim: Record<string, unknown> | undefined): boolean {
    return claim === undefined || claim.run_id === this.#runId || !this.#counts(claim);
  }

  /** What is used of the resources that some tasks want. What was used under a claim that somebody has taken over is used no more. */
  #budgetOf(wanted: readonly Wanted[]): SharedBudget {
    const budget = new SharedBudget(this.#limits);
    const names = new Set(wanted.flatMap(({ resources }) => Object.keys(resources)));
    if (names.size === 0) return budget;
    const users = this.#statement(
      `SELECT claims.run_id, task_id, holder, renewed_at, resource, amount
       FROM resource_claims JOIN claims USING (task_id, run_id)
       WHERE resource IN (SELECT value FROM json_each(?))`,
    ).all(JSON.stringify([...names]));
    for (const user of users)
      if (user.run_id === this.#runId || this.#counts(user))
        budget.use(String(user.task_id), String(user.resource), Number(user.amount));
    return budget;
  }

  /**
   * Does another run's claim still count? Clocks are not compared, they may differ or be set: a claim that is not renewed
   * ends a lease after it was first seen so. That of a run that died ends with the worker which it has left behind.
   */
  #counts({ task_id, run_id, renewed_at, holder }: Record<string, unknown>): boolean {
    const [taskId, renewal] = [String(task_id), `${run_id} ${renewed_at}`];
    const isGone = !isRunning(String(holder)) && (this.#leases === undefined || canJudge(String(holder)));
    if (isGone && !this.#endOrphanAt(taskId, String(run_id))) return false;
    const seen = this.#seen.get(taskId);
    if (seen?.renewal === renewal) return this.#now() - seen.since <= this.#leaseMs;
    this.#seen.set(taskId, { renewal, since: this.#now() });
    return true;
  }

  /** @returns was there one? */
  #endOrphanAt(taskId: string, runId: string): boolean {
    const attempt = this.#statement(
      "SELECT worker FROM attempts WHERE run_id = ? AND task_id = ? AND status = 'running' AND worker IS NOT NULL",
    ).get(runId, taskId);
    return attempt !== undefined && endOrphan(String(attempt.worker));
  }

  /** By taskId; those of them that there are. */
  #claimsOf(taskIds: readonly string[]): ReadonlyMap<string, Record<string, unknown>> {
    const claims = this.#statement("SELECT * FROM claims WHERE task_id IN (SELECT value FROM json_each(?))");
    return new Map(claims.all(JSON.stringify(taskIds)).map((claim) => [String(claim.task_id), claim]));
  }

  /** Prepared once: that costs as much as what it then does. */
  #statement(sql: string): HistoryStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
