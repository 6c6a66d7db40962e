import type { DatabaseSync } from "node:sqlite";
import type { Claims } from "../run/claims.ts";
import { isRunning, processIdentity } from "./process-identity.ts";

/** How long a claim counts after it was last renewed, where its holder's process still is there. */
const LEASE_MS = 15_000;

/** What a run's claims are made of. */
export interface TaskClaimsOptions {
  readonly database: DatabaseSync;
  readonly runId: string;
  /** Milliseconds since 1970. */
  now?(): number;
  readonly leaseMs?: number;
}

/** Claims in the history's file, which every run of this machine on this project has open. */
export class TaskClaims implements Claims {
  readonly renewEvery: number;
  readonly #database: DatabaseSync;
  readonly #runId: string;
  readonly #holder = processIdentity(process.pid);
  readonly #leaseMs: number;
  readonly #now: () => number;

  constructor({ database, runId, now = Date.now, leaseMs = LEASE_MS }: TaskClaimsOptions) {
    this.#database = database;
    this.#runId = runId;
    this.#now = now;
    this.#leaseMs = leaseMs;
    this.renewEvery = leaseMs / 3;
  }

  take(taskIds: readonly string[]): ReadonlySet<string> {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const taken = new Set(taskIds.filter((taskId) => this.#isFree(taskId)));
      const insert = this.#database.prepare(
        "INSERT OR REPLACE INTO claims (task_id, run_id, holder, renewed_at) VALUES (?, ?, ?, ?)",
      );
      for (const taskId of taken) insert.run(taskId, this.#runId, this.#holder, this.#now());
      this.#database.exec("COMMIT");
      return taken;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  holds(taskId: string): boolean {
    return this.#claim(taskId)?.run_id === this.#runId;
  }

  release(taskId: string): void {
    this.#database.prepare("DELETE FROM claims WHERE task_id = ? AND run_id = ?").run(taskId, this.#runId);
  }

  renew(): void {
    this.#database.prepare("UPDATE claims SET renewed_at = ? WHERE run_id = ?").run(this.#now(), this.#runId);
  }

  #isFree(taskId: string): boolean {
    const claim = this.#claim(taskId);
    if (claim === undefined || claim.run_id === this.#runId) return true;
    return Number(claim.renewed_at) + this.#leaseMs < this.#now() || !isRunning(String(claim.holder));
  }

  #claim(taskId: string): Record<string, unknown> | undefined {
    return this.#database.prepare("SELECT run_id, holder, renewed_at FROM claims WHERE task_id = ?").get(taskId);
  }
}
