import type { DatabaseRow } from "./database-rows.ts";
import type { PartitionStore } from "./partition-store.ts";

/**
 * A database that tables are read from and written to. Identifiers are quoted, values are bound: neither is ever put
 * into the text of a statement by hand.
 */
export abstract class Database {
  /** Where it is, without a secret: what errors and targets call it. */
  abstract readonly address: string;

  /** @param name of a table or a column; `schema.table` is quoted part by part */
  abstract quote(name: string): string;

  /** What stands in a statement for its value at a position, which counts from 1. */
  abstract placeholder(position: number): string;

  /** The rows that a query gives, one after the other: they need not fit into memory. */
  abstract rows(
    sql: string,
    values?: readonly unknown[],
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<DatabaseRow, void, undefined>;

  /** All rows that a query gives, in one round trip where the database can: for few of them. */
  async all(sql: string, values: readonly unknown[] = []): Promise<DatabaseRow[]> {
    const rows: DatabaseRow[] = [];
    for await (const row of this.rows(sql, values)) rows.push(row);
    return rows;
  }

  /** Was an error thrown because a table is missing? */
  abstract isMissingTable(error: unknown): boolean;

  /** How partitions of its tables are kept whole. */
  abstract readonly partitions: PartitionStore;
}
