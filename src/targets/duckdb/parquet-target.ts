import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { LocalTarget } from "../../framework/targets/local-target.ts";
import type { DatabaseRow, DatabaseRows } from "../database/database-rows.ts";
import { quoteIdentifier } from "../database/quote-identifier.ts";
import { jsonLines } from "./json-lines.ts";
import { loadDuckDb } from "./load-duckdb.ts";
import { toDuckDb } from "./to-duckdb.ts";

export interface ParquetTargetOptions {
  /** The columns with their types in DuckDB's words, as in `{ region: "VARCHAR", sold: "INTEGER" }`: what `writeRows` needs. */
  readonly columns?: Readonly<Record<string, string>>;
  /** How the columns are packed; `zstd` when not given. */
  readonly codec?: "zstd" | "snappy" | "gzip" | "uncompressed";
}

/**
 * A Parquet file on this machine, which DuckDB writes and reads. Like every local file it is there once it is whole.
 * Queries read it as `read_parquet('data/sales/2026-11-18.parquet')`.
 *
 * @example
 * output() {
 *   return new ParquetTarget(`data/sales/${this.date}.parquet`, { columns: { region: "VARCHAR", sold: "INTEGER" } });
 * }
 */
export class ParquetTarget extends LocalTarget<"bytes"> {
  readonly #types: Readonly<Record<string, string>> | undefined;
  readonly #codec: string;

  /** @param file relative to the project's folder */
  constructor(file: string, { columns, codec = "zstd" }: ParquetTargetOptions = {}) {
    super(file, { format: "bytes", compression: "none" });
    this.#types = columns;
    this.#codec = codec;
  }

  /**
   * Writes rows, one after the other: they need not fit into memory.
   *
   * @param options.signal ends the writing before its end
   * @throws Error when a value is none of its column's type; nothing is left then, and an older file stays
   */
  async writeRows(rows: DatabaseRows, options: { signal?: AbortSignal } = {}): Promise<void> {
    const types = this.#types;
    if (types === undefined) throw new TypeError(`writeRows() needs the "columns" of ${this.path}.`);
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, "rows.ndjson");
      await pipeline(jsonLines(rows, Object.keys(types)), createWriteStream(file), options);
      const columns = Object.entries(types).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
      const select = `SELECT * FROM read_json($1, format = 'newline_delimited', columns = {${columns.join(", ")}})`;
      await this.#copy(select, [file], folder, options);
    });
  }

  /**
   * Writes what a query gives.
   *
   * @param select in DuckDB's SQL, which reads CSV, JSON and Parquet files by itself
   * @param values of its `$1`, `$2`, …
   */
  async writeQuery(
    select: string,
    values: readonly unknown[] = [],
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    await inTemporaryFolder((folder) => this.#copy(select, values, folder, options));
  }

  /** The file's rows, one after the other; decimals, dates and what JavaScript can not hold as text. */
  async *readRows(options: { signal?: AbortSignal } = {}): AsyncGenerator<DatabaseRow, void, undefined> {
    const { connection, close } = await openDuckDb();
    try {
      const result = await connection.stream(`SELECT * FROM read_parquet(${literal(this.path)})`);
      for await (const rows of result.yieldRowObjectJson()) {
        options.signal?.throwIfAborted();
        yield* rows;
      }
    } finally {
      close();
    }
  }

  async #copy(
    select: string,
    values: readonly unknown[],
    folder: string,
    options: { signal?: AbortSignal },
  ): Promise<void> {
    const made = path.join(folder, "made.parquet");
    const { connection, close } = await openDuckDb();
    try {
      options.signal?.throwIfAborted();
      await connection.run(
        `COPY (${select}) TO ${literal(made)} (FORMAT parquet, ROW_GROUP_SIZE 6144, COMPRESSION ${quoteIdentifier(this.#codec, '"')})`,
        values.map(toDuckDb),
      );
    } finally {
      close();
    }
    await this.write(createReadStream(made), options);
  }
}

/** One in memory, for files alone. With several threads it would hold a piece of the file for each. */
async function openDuckDb(): Promise<{ connection: DuckDBConnection; close(): void }> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "pipewright-parquet-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
