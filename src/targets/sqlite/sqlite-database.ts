import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { ConnectorError } from "../connector-error.ts";
import { bindable } from "../database/bindable.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { markerStatements } from "../database/marker-statements.ts";
import { oneAtATime } from "../database/one-at-a-time.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { type Transaction, TransactionalDatabase } from "../database/transactional-database.ts";

const LONGEST_WAIT_MS = 60_000;
// https://www.sqlite.org/rescode.html
const [BUSY, CAN_NOT_OPEN] = [5, 14];

/**
 * A SQLite database in a file, by Node's own SQLite.
 *
 * SQLite lets one writer in at a time; a second one waits for up to a minute.
 *
 * @example const SHOP = new SqliteDatabase("data/shop.db");
 */
export class SqliteDatabase extends TransactionalDatabase {
  readonly address: string;
  readonly markers = markerStatements(() => "?");
  readonly #file: string;

  /** @param file relative to the project's folder; made when it is first written to */
  constructor(file: string) {
    super();
    this.#file = file;
    this.address = `sqlite:${file}`;
  }

  quote(name: string): string {
    return quoteIdentifier(name, '"');
  }

  placeholder(): string {
    return "?";
  }

  isMissingTable(error: unknown): boolean {
    const code = error instanceof ConnectorError ? error.code : undefined;
    return code === "NO_TABLE" || (code === "NO_FILE" && !existsSync(this.#file));
  }

  async *rows(
    sql: string,
    values: readonly unknown[] = [],
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<DatabaseRow, void, undefined> {
    const database = await this.#open({ readOnly: true });
    try {
      for (const row of database.prepare(sql).iterate(...values.map(toSqlite))) {
        signal?.throwIfAborted();
        yield row;
      }
    } catch (error) {
      throw this.#failed(error, signal);
    } finally {
      database.close();
    }
  }

  transaction<T>(work: (transaction: Transaction) => Promise<T>, options: { signal?: AbortSignal } = {}): Promise<T> {
    const { signal } = options;
    return oneAtATime(path.resolve(this.#file), async () => {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      const database = await this.#open({ readOnly: false });
      try {
        await this.#begin(database, signal);
        const result = await work(transactionIn(database, (name) => this.quote(name)));
        database.exec("COMMIT");
        return result;
      } catch (error) {
        throw this.#failed(error, signal);
      } finally {
        database.close(); // what was not committed is rolled back
      }
    });
  }

  async #open({ readOnly }: { readOnly: boolean }): Promise<DatabaseSync> {
    const sqlite = await import("node:sqlite");
    try {
      const database = new sqlite.DatabaseSync(this.#file, { readOnly, timeout: 5000 });
      // So that those who read do not keep a writer from its commit.
      if (!readOnly) database.exec("PRAGMA journal_mode = WAL");
      return database;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Waits without keeping this process from its other work, the end of which may be what is waited for. */
  async #begin(database: DatabaseSync, signal: AbortSignal | undefined): Promise<void> {
    database.exec("PRAGMA busy_timeout = 0");
    const until = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      signal?.throwIfAborted();
      try {
        database.exec("BEGIN IMMEDIATE");
        break;
      } catch (error) {
        if (codeOf(error) !== BUSY || Date.now() > until) throw error;
        await setTimeout(10 + Math.random() * 40, undefined, { signal });
      }
    }
    database.exec("PRAGMA busy_timeout = 5000");
  }

  #failed(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    const code = codeOf(error);
    if (code === undefined) return error; // not SQLite's: what the rows threw, say
    const known = /no such table/.test(String(error)) ? "NO_TABLE" : code === CAN_NOT_OPEN ? "NO_FILE" : String(code);
    return new ConnectorError(this.address, Object.assign(new Error((error as Error).message), { code: known }));
  }
}

function transactionIn(database: DatabaseSync, quote: (name: string) => string): Transaction {
  return {
    run: async (sql, values = []) => Number(database.prepare(sql).run(...values.map(toSqlite)).changes),
    insert: async (table, columns, rows) => {
      const places = columns.map(() => "?").join(", ");
      const insert = database.prepare(
        `INSERT INTO ${quote(table)} (${columns.map(quote).join(", ")}) VALUES (${places})`,
      );
      let count = 0;
      for await (const row of rows) {
        insert.run(...row.map(toSqlite));
        count++;
      }
      return count;
    },
  };
}

function codeOf(error: unknown): number | undefined {
  return (error as { errcode?: number }).errcode;
}

function toSqlite(given: unknown): SQLInputValue {
  const value = bindable(given);
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Date ? value.toISOString() : value;
}
