/** What of SQL the history is kept by. */
export type HistoryValue = string | number | null;

/**
 * The part of `node:sqlite` that the history uses, and so the whole of what another database has to do in its place. The
 * statements are SQLite's; they keep to what PostgreSQL reads in the same way, as far as there are such words.
 */
export interface HistoryDatabase {
  prepare(sql: string): HistoryStatement;
  /** Statements without values, among them the two ends of a transaction. */
  exec(sql: string): void;
  close(): void;
}

export interface HistoryStatement {
  all(...values: HistoryValue[]): Record<string, unknown>[];
  get(...values: HistoryValue[]): Record<string, unknown> | undefined;
  iterate(...values: HistoryValue[]): Iterable<Record<string, unknown>>;
  run(...values: HistoryValue[]): { readonly changes: number | bigint };
}
