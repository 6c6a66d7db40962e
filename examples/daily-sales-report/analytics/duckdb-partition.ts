import type { DuckDBConnection } from "@duckdb/node-api";
import type { Row, Target } from "pipewright";
import { useAnalytics } from "./use-analytics.ts";

/**
 * A day's rows in a table of the analytics database. They exist when the table `loaded` says so: rows and marker come
 * and go in one transaction, so that neither a crash nor a second run nor a lost marker can double a row.
 */
export class DuckDbPartition implements Target {
  readonly #table: string;
  readonly #date: string;

  constructor(table: string, date: { toString(): string }) {
    this.#table = table;
    this.#date = date.toString();
  }

  async exists(): Promise<boolean> {
    const markers = await this.query(
      `SELECT date FROM loaded WHERE table_name = '${this.#table}' AND date = CAST($date AS DATE)`,
    );
    return markers.length > 0;
  }

  /**
   * Asks the database.
   *
   * @param sql with `$date` in the place of the partition's date
   * @returns the rows, with numbers and dates as text
   */
  async query(sql: string): Promise<Row[]> {
    return useAnalytics(async (connection) => {
      const result = await connection.runAndReadAll(sql, { date: this.#date });
      return result.getRowObjectsJson() as Row[];
    });
  }

  /**
   * Puts what a query selects in the place of the partition's rows.
   *
   * @param select gives the table's columns but `date`
   * @returns how many rows it gave
   */
  async replaceWith(select: string, values: Readonly<Record<string, string>>): Promise<number> {
    return useAnalytics((connection) =>
      inTransaction(connection, async () => {
        await this.#delete(connection);
        const { rowsChanged } = await connection.run(
          `INSERT INTO ${this.#table} BY NAME SELECT CAST($date AS DATE) AS date, * FROM (${select})`,
          { ...values, date: this.#date },
        );
        await connection.run(`INSERT INTO loaded VALUES ('${this.#table}', CAST($date AS DATE), ${rowsChanged})`, {
          date: this.#date,
        });
        return rowsChanged;
      }),
    );
  }

  /** Removes the rows and the marker; nothing happens when there are none. */
  async remove(): Promise<void> {
    await useAnalytics((connection) => inTransaction(connection, () => this.#delete(connection)));
  }

  async #delete(connection: DuckDBConnection): Promise<void> {
    const date = { date: this.#date };
    await connection.run(`DELETE FROM ${this.#table} WHERE date = CAST($date AS DATE)`, date);
    await connection.run(`DELETE FROM loaded WHERE table_name = '${this.#table}' AND date = CAST($date AS DATE)`, date);
  }

  /** What it is called in plans and messages. */
  toString(): string {
    return `duckdb:${this.#table}/${this.#date}`;
  }
}

async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN");
  try {
    const result = await work();
    await connection.run("COMMIT");
    return result;
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}
