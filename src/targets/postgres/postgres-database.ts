import { pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { ConnectorError } from "../connector-error.ts";
import { bindable } from "../database/bindable.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { markerStatements } from "../database/marker-statements.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { type Transaction, TransactionalDatabase } from "../database/transactional-database.ts";
import { loadDriver } from "../load-driver.ts";
import { copyText } from "./copy-text.ts";
import { parserOf } from "./parser-of.ts";

const PAGE = 1000;
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const MISSING_TABLE = "42P01";
/** `CREATE TABLE IF NOT EXISTS` of two sessions at the same moment: the second one may fail. */
const MADE_MEANWHILE = new Set(["42P07", "23505"]);

/**
 * A PostgreSQL database. Rows go in by COPY. Of what comes out, whole numbers, floats and booleans are such values;
 * everything else, dates and decimals too, is text as PostgreSQL writes it, so that nothing is lost or shifted.
 *
 * @example const SHOP = new PostgresDatabase(process.env.SHOP_DATABASE);
 */
export class PostgresDatabase extends TransactionalDatabase {
  readonly address: string;
  readonly markers = markerStatements((position) => `$${position}`);
  readonly #url: URL;
  #pool: Promise<Pool> | undefined;

  /** @param url `postgres://user:password@host:5432/database` */
  constructor(url: string | undefined) {
    super();
    if (!URL.canParse(url ?? ""))
      throw new TypeError("A PostgresDatabase needs postgres://user:password@host/database.");
    this.#url = new URL(url ?? "");
    this.address = `postgres://${this.#url.host}${this.#url.pathname}`;
  }

  quote(name: string): string {
    return quoteIdentifier(name, '"');
  }

  placeholder(position: number): string {
    return `$${position}`;
  }

  isMissingTable(error: unknown): boolean {
    return error instanceof ConnectorError && error.code === MISSING_TABLE;
  }

  override async all(sql: string, values: readonly unknown[] = []): Promise<DatabaseRow[]> {
    const pool = await this.#connections();
    try {
      const { rows } = await pool.query<DatabaseRow>({ text: sql, values: values.map(bindable), types: TYPES });
      return rows;
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
      await session.client.query("BEGIN READ ONLY");
      await session.client.query(`DECLARE pipewright NO SCROLL CURSOR FOR ${sql}`, values.map(bindable));
      for (let more = true; more; ) {
        const page = await session.client.query<DatabaseRow>({ text: `FETCH ${PAGE} FROM pipewright`, types: TYPES });
        yield* page.rows;
        more = page.rows.length === PAGE;
      }
      await session.client.query("COMMIT");
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
      await session.client.query("BEGIN");
      const result = await work(await this.#transactionOf(session.client, signal));
      await session.client.query("COMMIT");
      whole = true;
      return result;
    } catch (error) {
      throw this.#failed(error, signal);
    } finally {
      session.end(whole);
    }
  }

  override async createTable(sql: string): Promise<void> {
    try {
      await super.createTable(sql);
    } catch (error) {
      if (!(error instanceof ConnectorError && MADE_MEANWHILE.has(error.code ?? ""))) throw error;
      await super.createTable(sql);
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
    const { default: pg } = await loadDriver<{ default: typeof import("pg") }>("pg", "PostgreSQL");
    const pool = new pg.Pool({
      connectionString: this.#url.href,
      allowExitOnIdle: true,
      max: 4,
      connectionTimeoutMillis: 30_000,
    });
    pool.on("error", () => {}); // one that nobody uses was cut: the next question gets another
    return pool;
  }

  /** A connection that the signal cuts: the server then rolls back what is not committed. */
  async #session(signal?: AbortSignal): Promise<{ client: PoolClient; end(whole: boolean): void }> {
    signal?.throwIfAborted();
    const pool = await this.#connections();
    const client = await pool.connect().catch((error: unknown) => Promise.reject(this.#failed(error, signal)));
    const ignore = () => {}; // what is asked next tells it
    client.on("error", ignore);
    const cut = () => void (client as unknown as { end(): Promise<void> }).end().catch(ignore);
    signal?.addEventListener("abort", cut, { once: true });
    if (signal?.aborted) cut();
    return {
      client,
      end: (whole) => {
        signal?.removeEventListener("abort", cut);
        client.removeListener("error", ignore);
        if (!whole) client.on("error", ignore);
        client.release(!whole);
      },
    };
  }

  async #transactionOf(client: PoolClient, signal?: AbortSignal): Promise<Transaction> {
    const { from } = await loadDriver<typeof import("pg-copy-streams")>("pg-copy-streams", "PostgreSQL");
    return {
      run: async (sql, values = []) => (await client.query(sql, values.map(bindable))).rowCount ?? 0,
      insert: async (table, columns, rows) => {
        const names = columns.map((column) => this.quote(column)).join(", ");
        const copy = client.query(from(`COPY ${this.quote(table)} (${names}) FROM STDIN`));
        await pipeline(copyText(rows), copy, { signal });
        return copy.rowCount ?? 0;
      },
    };
  }

  #failed(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof ConnectorError) return error;
    // The driver's own errors have a code, or are about the connection; others are those of whoever gave the rows.
    const { code } = error as { code?: unknown };
    const ours = code !== undefined || /connect|terminat|timeout|client|password|SASL/i.test(String(error));
    return ours
      ? new ConnectorError(this.address, error, [this.#url.password, decodeURIComponent(this.#url.password)])
      : error;
  }
}

const TYPES = { getTypeParser: parserOf };
