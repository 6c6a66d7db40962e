import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { ConnectorError } from "../connector-error.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { MARKERS } from "../database/markers.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { type Merge, type RowFile, type StatementOptions, Warehouse } from "../database/warehouse.ts";
import { fromSnowflake } from "./from-snowflake.ts";
import { snowflakeName } from "./snowflake-name.ts";
import type { SnowflakeOptions } from "./snowflake-options.ts";
import { SnowflakeSession } from "./snowflake-session.ts";

/** https://docs.snowflake.com/en/sql-reference/errors-sqlstate, "does not exist or not authorized" */
const MISSING = "002003";
const MOST_ROWS = 500;
const MOST_VALUES = 10_000;
const MOST_BYTES = 1 << 20;

/**
 * A schema in Snowflake, through its SQL API: no driver is needed. Names without capitals are those of who does not quote
 * them, in SQL and in the rows that come out.
 *
 * Rows go in by `INSERT` of some hundred at once: much of them is better copied to a stage, and taken from there by
 * `writeQuery`.
 *
 * @example
 * const url = "snowflake://loader@myorg-shop/analytics/public?warehouse=loading";
 * const WAREHOUSE = new SnowflakeDatabase(url, { privateKey: process.env.SNOWFLAKE_KEY });
 */
export class SnowflakeDatabase extends Warehouse {
  readonly address: string;
  readonly createMarkers: string;
  readonly #session: SnowflakeSession;

  /** @param url `snowflake://user@account/database/schema`, and `?warehouse=…&role=…` where the user's own are not meant */
  constructor(url: string, options: SnowflakeOptions) {
    super();
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed?.protocol !== "snowflake:" || !/^\/[^/]+\/[^/]+$/.test(parsed.pathname))
      throw new TypeError("A SnowflakeDatabase needs snowflake://user@account/database/schema.");
    this.address = `snowflake://${parsed.host}${parsed.pathname}`;
    const { endpoint } = options;
    const shown = endpoint === undefined ? this.address : `${this.address} at ${endpoint}`;
    this.#session = new SnowflakeSession(parsed, shown, options);
    this.createMarkers =
      `CREATE TABLE IF NOT EXISTS ${this.quote(MARKERS)} (table_name VARCHAR NOT NULL, partition_key VARCHAR NOT NULL, ` +
      "row_count NUMBER(18, 0) NOT NULL, written_at TIMESTAMP_LTZ NOT NULL)";
  }

  quote(name: string): string {
    return quoteIdentifier(name.split(".").map(snowflakeName).join("."), '"');
  }

  placeholder(): string {
    return "?";
  }

  isMissingTable(error: unknown): boolean {
    return error instanceof ConnectorError && error.code === MISSING;
  }

  toJson(value: unknown): unknown {
    if (typeof value === "bigint") return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
  }

  /** What is to go is named by a line of its own, since Snowflake has no `NOT MATCHED BY SOURCE`. */
  mergeStatement({ table, columns, select, values, where }: Merge): { sql: string; values: readonly unknown[] } {
    const own = where.map(([column]) => this.quote(column));
    const names = columns.map((column) => this.quote(column));
    const come = [...names.map((name) => `chosen.${name} AS ${name}`), "FALSE AS pipewright_removes"];
    const removes = [...names.map(() => "NULL"), "TRUE"];
    const sql =
      `MERGE INTO ${this.quote(table)} AS kept ` +
      `USING (SELECT ${come.join(", ")} FROM (${select}) AS chosen UNION ALL SELECT ${removes.join(", ")}) AS come ` +
      `ON come.pipewright_removes AND ${own.map((column) => `kept.${column} = ?`).join(" AND ")} ` +
      "WHEN MATCHED THEN DELETE " +
      `WHEN NOT MATCHED AND NOT come.pipewright_removes THEN INSERT (${[...names, ...own].join(", ")}) ` +
      `VALUES (${[...names.map((name) => `come.${name}`), ...own.map(() => "?")].join(", ")})`;
    const fixed = where.map(([, value]) => value);
    return { sql, values: [...values, ...fixed, ...fixed] };
  }

  async *rows(
    sql: string,
    values: readonly unknown[] = [],
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<DatabaseRow, void, undefined> {
    try {
      const first = await this.#session.run(sql, values, signal);
      const { rowType = [], partitionInfo = [] } = first.resultSetMetaData ?? {};
      // As it came in: what is kept in capitals was not quoted.
      const names = rowType.map(({ name }) => (snowflakeName(name.toLowerCase()) === name ? name.toLowerCase() : name));
      for (let part = 0; part === 0 || part < partitionInfo.length; part++) {
        const { data = [] } = part === 0 ? first : await this.#session.part(first.statementHandle, part, signal);
        for (const row of data)
          yield Object.fromEntries(
            rowType.map((column, index) => [names[index], fromSnowflake(row[index] ?? null, column)]),
          );
      }
    } catch (error) {
      throw this.#session.failed(error, signal);
    }
  }

  async run(sql: string, values: readonly unknown[], { before, signal }: StatementOptions = {}): Promise<void> {
    await before?.();
    try {
      await this.#session.run(sql, values, signal);
    } catch (error) {
      throw this.#session.failed(error, signal);
    }
  }

  async load(file: RowFile, table: string, like: string, { signal }: StatementOptions): Promise<void> {
    const names = file.columns.map((column) => this.quote(column)).join(", ");
    const columns = `SELECT ${names} FROM ${this.quote(like)} WHERE FALSE`;
    await this.run(`CREATE OR REPLACE TRANSIENT TABLE ${this.quote(table)} AS ${columns}`, [], { signal });
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / file.columns.length)));
    const place = `(${file.columns.map(() => "?").join(", ")})`;
    let [block, count, bytes]: [unknown[], number, number] = [[], 0, 0];
    const insert = async () => {
      const places = Array.from({ length: count }, () => place).join(", ");
      await this.run(`INSERT INTO ${this.quote(table)} (${names}) VALUES ${places}`, block, { signal });
      [block, count, bytes] = [[], 0, 0];
    };
    for await (const line of createInterface({ input: createReadStream(file.path), crlfDelay: Infinity })) {
      if (line === "") continue;
      const row = JSON.parse(line) as Record<string, unknown>;
      block.push(...file.columns.map((column) => row[column]));
      count++;
      bytes += line.length;
      if (count === most || bytes > MOST_BYTES) await insert();
    }
    if (count > 0) await insert();
  }
}
