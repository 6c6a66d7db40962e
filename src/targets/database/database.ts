/** A row that a query gave, by the names of its columns. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

export type DatabaseRows = Iterable<DatabaseRow> | AsyncIterable<DatabaseRow>;

/** One transaction of a database. */
export interface Transaction {
  /** @returns how many rows it changed */
  run(sql: string, values?: readonly unknown[]): Promise<number>;
  /**
   * Puts rows into a table, as fast as the database takes them.
   *
   * @returns how many
   */
  insert(table: string, columns: readonly string[], rows: AsyncIterable<readonly unknown[]>): Promise<number>;
}

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

  /** Does work that is committed as a whole, or not at all where it throws or the signal is given. */
  abstract transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: { signal?: AbortSignal },
  ): Promise<T>;

  /** Makes a table where it is missing, by a `CREATE TABLE IF NOT EXISTS …`. */
  async createTable(sql: string): Promise<void> {
    await this.transaction((transaction) => transaction.run(sql));
  }

  /** Was an error thrown because a table is missing? */
  abstract isMissingTable(error: unknown): boolean;

  /** How the table of markers is made, and how a marker is claimed so that other writers of it wait. */
  abstract readonly markers: MarkerStatements;
}

export interface MarkerStatements {
  readonly create: string;
  /** Takes a table, a partition, a number of rows and a time, in the place of an older marker. */
  readonly claim: readonly string[];
}
