import { Database } from "./database.ts";
import { TransactionalPartitions } from "./transactional-partitions.ts";

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

/** A database that commits several statements as one: rows and their marker come and go together. */
export abstract class TransactionalDatabase extends Database {
  override readonly partitions = new TransactionalPartitions(this);

  /** Does work that is committed as a whole, or not at all where it throws or the signal is given. */
  abstract transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: { signal?: AbortSignal },
  ): Promise<T>;

  /** Makes a table where it is missing, by a `CREATE TABLE IF NOT EXISTS …`. */
  async createTable(sql: string): Promise<void> {
    await this.transaction((transaction) => transaction.run(sql));
  }

  /** How the table of markers is made, and how a marker is claimed so that other writers of it wait. */
  abstract readonly markers: MarkerStatements;
}

export interface MarkerStatements {
  readonly create: string;
  /** Takes a table, a partition, a number of rows and a time, in the place of an older marker. */
  readonly claim: readonly string[];
}
