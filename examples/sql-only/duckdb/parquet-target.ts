import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Target } from "pipewright";

/** A Parquet file that a query makes. */
export class ParquetTarget implements Target {
  readonly path: string;

  constructor(file: string) {
    this.path = path.resolve(file);
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  /** DuckDB writes by itself, so that the file gets its name only when it is whole. */
  async write(query: string): Promise<void> {
    await mkdir(path.dirname(this.path), { recursive: true });
    const begun = `${this.path}.${process.pid}.begun`;
    const instance = await DuckDBInstance.create(":memory:");
    try {
      const connection = await instance.connect();
      await connection.run(`COPY (${query}) TO '${begun.replaceAll("'", "''")}' (FORMAT parquet)`);
      connection.closeSync();
      await rename(begun, this.path);
    } finally {
      instance.closeSync();
      await rm(begun, { force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
