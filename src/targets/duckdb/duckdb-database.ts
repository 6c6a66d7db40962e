import { mkdirSync } from "node:fs";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { ConnectorError } from "../connector-error.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { markerStatements } from "../database/marker-statements.ts";
import { oneAtATime } from "../database/one-at-a-time.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { type Transaction, TransactionalDatabase } from "../database/transactional-database.ts";
import { insertRows } from "./insert-rows.ts";
import { shareInstance } from "./shared-instance.ts";
import { toDuckDb } from "./to-duckdb.ts";

export interface DuckDbOptions {
  /**
   * DuckDB's own settings, as in `{ memory_limit: "1GB", threads: "2" }`: https://duckdb.org/docs/configuration/overview
   * Whoever opens a file first in a process sets them for all who use it there at the same time.
   */
  readonly settings?: Readonly<Record<string, string>>;
  /** Seconds that it waits for another process that has the file open; 600 when not given. */
  readonly lockTimeout?: number;
}

/**
 * A DuckDB database in a file. It is open only while something is asked of it: DuckDB lets in one process at a time, and
 * whoever comes second waits. Numbers that JavaScript can not hold, decimals, dates and times come out
 * as text.
 *
 * @example const ANALYTICS = new DuckDbDatabase("data/analytics.duckdb");
 */
export class DuckDbDatabase extends TransactionalDatabase {
  readonly address: string;
  readonly markers = markerStatements((position) => `$${position}`);
  readonly #file: string;
  readonly #options: Required<DuckDbOptions>;

  /** @param file relative to the project's folder; made when it is first asked something */
  constructor(file: string, { settings = {}, lockTimeout = 600 }: DuckDbOptions = {}) {
    super();
    this.#file = file;
    this.#options = { settings, lockTimeout };
    this.address = `duckdb:${file}`;
  }

  quote(name: string): string {
    return quoteIdentifier(name, '"');
  }

  placeholder(position: number): string {
    return `$${position}`;
  }

  isMissingTable(error: unknown): boolean {
    return error instanceof ConnectorError && /Table with name .* does not exist/.test(error.message);
  }

  async *rows(
    sql: string,
    values: readonly unknown[] = [],
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<DatabaseRow, void, undefined> {
    const { connection, close } = await this.#open(signal);
    try {
      const result = await connection.stream(sql, values.map(toDuckDb));
      for await (const rows of result.yieldRowObjectJson()) {
        signal?.throwIfAborted();
        yield* rows;
      }
    } catch (error) {
      throw this.#failed(error, signal);
    } finally {
      close();
    }
  }

  transaction<T>(work: (transaction: Transaction) => Promise<T>, options: { signal?: AbortSignal } = {}): Promise<T> {
    const { signal } = options;
    // Two that change the same rows at once do not wait in DuckDB: the second one fails.
    return oneAtATime(path.resolve(this.#file), async () => {
      const { connection, close } = await this.#open(signal);
      try {
        await connection.run("BEGIN");
        const result = await work(transactionIn(connection, (name) => this.quote(name)));
        await connection.run("COMMIT");
        return result;
      } catch (error) {
        throw this.#failed(error, signal);
      } finally {
        close(); // what was not committed is rolled back
      }
    });
  }

  async #open(signal?: AbortSignal): Promise<{ connection: DuckDBConnection; close(): void }> {
    const file = path.resolve(this.#file);
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      const { instance, release } = await shareInstance(file, { ...this.#options, signal });
      try {
        const connection = await instance.connect();
        const close = () => {
          connection.closeSync();
          release();
        };
        return { connection, close };
      } catch (error) {
        release();
        throw error;
      }
    } catch (error) {
      throw this.#failed(error, signal);
    }
  }

  #failed(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    // DuckDB begins its own messages with their kind; others are those of whoever gave the rows.
    const isOurs = error instanceof Error && /^[A-Z][A-Za-z ]+ Error: /.test(error.message);
    return isOurs ? new ConnectorError(this.address, error) : error;
  }
}

function transactionIn(connection: DuckDBConnection, quote: (name: string) => string): Transaction {
  return {
    run: async (sql, values = []) => (await connection.run(sql, values.map(toDuckDb))).rowsChanged,
    insert: (table, columns, rows) => {
      const into = `INSERT INTO ${quote(table)} (${columns.map(quote).join(", ")})`;
      return insertRows(connection, { into, width: columns.length, rows });
    },
  };
}
