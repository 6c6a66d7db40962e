import type { HistoryDatabase } from "./history-database.ts";

/** The table that they are in. */
export const RUN_LEASES = `
  CREATE TABLE run_leases (
    run_id text COLLATE "C" PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    renewed_at timestamptz NOT NULL
  );
`;

/**
 * Which runs live, in a history that several machines share: only the server's clock is the same for all. What a machine
 * knows of its own processes it knows better.
 */
export class RunLeases {
  readonly #database: HistoryDatabase;
  readonly #leaseMs: number;

  /** @param leaseMs longer than a run lives that can not reach the server */
  constructor(database: HistoryDatabase, leaseMs: number) {
    this.#database = database;
    this.#leaseMs = leaseMs;
  }

  renew(runId: string): void {
    this.#database
      .prepare(
        `INSERT INTO run_leases (run_id, renewed_at) VALUES (?, clock_timestamp())
         ON CONFLICT (run_id) DO UPDATE SET renewed_at = excluded.renewed_at`,
      )
      .run(runId);
  }

  hasEnded(runId: string): boolean {
    const lease = this.#database
      .prepare(
        "SELECT 1 FROM run_leases WHERE run_id = ? AND renewed_at > clock_timestamp() - ? * interval '1 millisecond'",
      )
      .get(runId, this.#leaseMs);
    return lease === undefined;
  }
}
