import type { Pool, PoolConnection } from "mysql2/promise";
import { ConnectorError } from "../connector-error.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { MARKERS } from "../database/markers.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { type MarkerStatements, type Transaction, TransactionalDatabase } from "../database/transactional-database.ts";
import { loadDriver } from "../load-driver.ts";
import { insertRows } from "./insert-rows.ts";
import { toMysql } from "./to-mysql.ts";

const MISSING_TABLE = "ER_NO_SUCH_TABLE";
/** A second writer of a partition waits for the first one, and not for the 50 s that the server would let it. */
const LONGEST_WAIT_S = 24 * 60 * 60;
const PAGE = 100;

/** The driver's own connection, beneath its promises: this one gives rows as a stream. */
interface CoreConnection {
  readonly stream: { ref(): void; unref(): void; destroy(error?: Error): void };
  execute(sql: string, values: unknown[]): { stream(options: { highWaterMark: number }): AsyncIterable<DatabaseRow> };
  query(sql: string): void;
}

/**
 * A MySQL or MariaDB database. Of what comes out, numbers that a JavaScript number holds are such; whole ones of 64 bits,
 * decimals, dates and JSON are text as the server writes it, so that nothing is lost or shifted. Times that go in are UTC.
 *
 * Give the columns of a partition an index: without one, who replaces a partition waits for all others that write to
 * the table. The server's usual collations take `North` and `north` for the same value of such a column.
 *
 * @example const SHOP = new MysqlDatabase(process.env.SHOP_DATABASE);
 */
export class MysqlDatabase extends TransactionalDatabase {
  readonly address: string;
  // As bytes are compared: two partitions must not be one by how a language sorts.
  readonly markers: MarkerStatements = {
    create:
      `CREATE TABLE IF NOT EXISTS ${MARKERS} (table_name VARCHAR(250) NOT NULL, partition_key VARCHAR(500) NOT NULL, ` +
      "row_count BIGINT NOT NULL, written_at VARCHAR(30) NOT NULL, PRIMARY KEY (table_name, partition_key)) " +
      "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    claim: [
      `INSERT INTO ${MARKERS} (table_name, partition_key, row_count, written_at) VALUES (?, ?, ?, ?) ` +
        "ON DUPLICATE KEY UPDATE written_at = VALUES(written_at)",
    ],
  };
  readonly #url: URL;
  #pool: Promise<Pool> | undefined;

  /** @param url `mysql://user:password@host:3306/database`, `mariadb://…` likewise */
  constructor(url: string | undefined) {
    super();
    if (!URL.canParse(url ?? "")) throw new TypeError("A MysqlDatabase needs mysql://user:password@host/database.");
    this.#url = new URL(url ?? "");
    this.address = `mysql://${this.#url.host}${this.#url.pathname}`;
  }

  quote(name: string): string {
    return quoteIdentifier(name, "`");
  }

  placeholder(): string {
    return "?";
  }

  isMissingTable(error: unknown): boolean {
    return error instanceof ConnectorError && error.code === MISSING_TABLE;
  }

  override async all(sql: string, values: readonly unknown[] = []): Promise<DatabaseRow[]> {
    const pool = await this.#connections();
    try {
      const [rows] = await pool.execute(sql, values.map(toMysql));
      return rows as DatabaseRow[];
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async *rows(
    sql: string,
    values: readonly unknown[] = [],
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<DatabaseRow, void, undefined> {
    const session = await this.#session(signal);
    let whole = false;
    try {
      yield* coreOf(session.connection).execute(sql, values.map(toMysql)).stream({ highWaterMark: PAGE });
      whole = true;
    } catch (error) {
      throw this.#failed(error, signal);
    } finally {
      session.end(whole);
    }
  }

  async transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<T> {
    const session = await this.#session(signal);
    let whole = false;
    try {
      await session.connection.beginTransaction();
      const result = await work(this.#transactionOf(session.connection));
      await session.connection.commit();
      whole = true;
      return result;
    } catch (error) {
      throw this.#failed(error, signal);
    } finally {
      session.end(whole);
    }
  }

  /** Closes the connections that are open; the next question opens new ones. Not needed at the end of a task. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await (await pool)?.end();
  }

  #connections(): Promise<Pool> {
    this.#pool ??= this.#connect();
    return this.#pool;
  }

  async #connect(): Promise<Pool> {
    const { createPool } = await loadDriver<typeof import("mysql2/promise")>("mysql2/promise", "MySQL");
    const pool = createPool({
      uri: this.#url.href,
      connectionLimit: 4,
      connectTimeout: 30_000,
      timezone: "Z",
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      jsonStrings: true,
    });
    pool.on("connection", (connection) => {
      const core = connection as unknown as CoreConnection;
      // Else who replaces a partition locks the gaps between its rows, and others run into deadlocks there.
      core.query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
      core.query(`SET SESSION innodb_lock_wait_timeout = ${LONGEST_WAIT_S}`);
    });
    // A connection that nobody uses does not keep the process.
    pool.on("acquire", (connection) => (connection as unknown as CoreConnection).stream.ref());
    pool.on("release", (connection) => (connection as unknown as CoreConnection).stream.unref());
    return pool;
  }

  /** A connection that the signal cuts: the server then rolls back what is not committed. */
  async #session(signal?: AbortSignal): Promise<{ connection: PoolConnection; end(whole: boolean): void }> {
    signal?.throwIfAborted();
    const pool = await this.#connections();
    const connection = await pool
      .getConnection()
      .catch((error: unknown) => Promise.reject(this.#failed(error, signal)));
    const cut = () => coreOf(connection).stream.destroy(new Error("The connection was cut."));
    signal?.addEventListener("abort", cut, { once: true });
    if (signal?.aborted) cut();
    return {
      connection,
      end: (whole) => {
        signal?.removeEventListener("abort", cut);
        if (whole) connection.release();
        else connection.destroy();
      },
    };
  }

  #transactionOf(connection: PoolConnection): Transaction {
    return {
      run: async (sql, values = []) => {
        const [{ affectedRows }] = (await connection.execute(sql, values.map(toMysql))) as unknown as [
          { affectedRows: number },
        ];
        return affectedRows;
      },
      insert: (table, columns, rows) => {
        const into = `${this.quote(table)} (${columns.map((column) => this.quote(column)).join(", ")})`;
        return insertRows(connection, into, rows);
      },
    };
  }

  #failed(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof ConnectorError) return error;
    // The driver's own errors have a code, or say that they are the end; others are those of whoever gave the rows.
    const { code, fatal } = error as { code?: unknown; fatal?: unknown };
    if (code === undefined && fatal !== true) return error;
    return new ConnectorError(this.address, error, [this.#url.password, decodeURIComponent(this.#url.password)]);
  }
}

function coreOf(connection: PoolConnection): CoreConnection {
  return (connection as unknown as { readonly connection: CoreConnection }).connection;
}
