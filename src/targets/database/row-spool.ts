import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { RowFile } from "./warehouse.ts";

const BLOCK = 1 << 16;

/** Rows in a file of this machine, so that it is known what they are before anything is done with them. */
export class RowSpool implements RowFile {
  readonly path: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** Of all that is in the file. */
  readonly digest: string;
  readonly #folder: string;

  private constructor(folder: string, file: string, columns: readonly string[], count: number, digest: string) {
    this.#folder = folder;
    this.path = file;
    this.columns = columns;
    this.count = count;
    this.digest = digest;
  }

  /** @param toJson a value as it is to lie there */
  static async of(
    columns: readonly string[],
    rows: AsyncIterable<readonly unknown[]>,
    toJson: (value: unknown) => unknown,
  ): Promise<RowSpool> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "pipewright-rows-"));
    const file = path.join(folder, "rows.ndjson");
    const hash = createHash("sha256");
    let count = 0;
    async function* lines() {
      let block = "";
      for await (const row of rows) {
        count++;
        block += `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, toJson(row[index])])))}\n`;
        if (block.length < BLOCK) continue;
        hash.update(block);
        yield block;
        block = "";
      }
      hash.update(block);
      yield block;
    }
    try {
      await pipeline(lines, createWriteStream(file));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return new RowSpool(folder, file, columns, count, hash.digest("hex"));
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
