import type { MessagePort } from "node:worker_threads";

/** What a session with PostgreSQL is made of. */
export interface PostgresSettings {
  /** With the password. */
  readonly url: string;
  /** Statements for every new connection. */
  readonly greeting: string;
  /** The first statement of a transaction: nobody else writes until it ends. */
  readonly lock: string;
  /** Milliseconds for which an attempt to reach the server is repeated. */
  readonly patienceMs: number;
}

/** What the thread that holds the session is started with. */
export interface PostgresThreadData extends PostgresSettings {
  /** The driver's module, where the project has it. */
  readonly driver: string;
  /** Takes requests, and gives a reply to each. */
  readonly port: MessagePort;
  /** Set to 1 and notified when a reply has been posted. */
  readonly signal: Int32Array;
}

/**
 * Statements of SQL as one text, for one round trip.
 *
 * - `read`: outside of a transaction, and safe to be repeated
 * - `inside`: of the transaction that is open; opens one where none is
 * - `commit`: the same, and its end
 * - `rollback`: none
 */
export interface PostgresRequest {
  readonly kind: "read" | "inside" | "commit" | "rollback" | "close";
  readonly sql: string;
}

/** For each statement what it gave back, and how many rows it has changed. */
export type PostgresReply =
  | { readonly results: readonly PostgresResult[] }
  | { readonly error: { readonly message: string; readonly code: string | undefined; readonly isAway: boolean } };

export interface PostgresResult {
  readonly rows: Record<string, unknown>[];
  readonly changes: number;
}
