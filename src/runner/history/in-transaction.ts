import type { HistoryDatabase } from "./history-database.ts";

const inOne = new WeakSet<HistoryDatabase>();

/** Does some writes all together, or none of them. Inside another call of it they belong to that one. */
export function inTransaction<T>(database: HistoryDatabase, work: () => T): T {
  if (inOne.has(database)) return work();
  database.exec("BEGIN IMMEDIATE");
  inOne.add(database);
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // SQLite has rolled it back by itself, as it does on a full disk.
    }
    throw error;
  } finally {
    inOne.delete(database);
  }
}
