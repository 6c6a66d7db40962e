import type { DatabaseSync } from "node:sqlite";

/** Does some writes all together, or none of them. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
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
  }
}
