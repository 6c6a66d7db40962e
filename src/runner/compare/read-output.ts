import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { compressionOf } from "../../framework/targets/compression.ts";
import { LocalTarget } from "../../framework/targets/local-target.ts";
import type { FileFigures } from "../../protocol/output-comparison.ts";
import type { TableRow } from "./compare-tables.ts";

/** More than this is not held in memory to be compared. */
const MOST_BYTES = 64e6;

export interface ReadOutput {
  readonly figures: FileFigures;
  /** What a CSV, JSON or NDJSON holds; absent for others, where it is too big, and where it is not what its name says. */
  readonly content?: { readonly rows: readonly TableRow[] } | { readonly value: unknown };
}

/**
 * Reads an output.
 *
 * @param file where it lies
 * @param name what it is called, which says what it holds: in the trash, files have numbers for names
 */
export async function readOutput(file: string, name: string): Promise<ReadOutput> {
  if ((await stat(file)).isDirectory()) return { figures: await folderFigures(file) };
  const { size, sha256 } = await sumOf(file);
  const content = size <= MOST_BYTES ? await contentOf(file, name).catch(() => undefined) : undefined;
  const rows = content ? countOf(content) : await linesOf(file, name).catch(() => undefined);
  return { figures: { bytes: size, ...(rows !== undefined && { rows }), sha256 }, ...(content && { content }) };
}

async function contentOf(file: string, name: string): Promise<ReadOutput["content"]> {
  const compression = compressionOf(name);
  const target = <F extends "csv" | "json" | "ndjson">(format: F) => new LocalTarget(file, { format, compression });
  switch (path.extname(plainName(name)).toLowerCase()) {
    case ".csv":
      return { rows: await target("csv").read() };
    case ".json": {
      const value = await target("json").read();
      return isTable(value) ? { rows: value } : { value };
    }
    case ".ndjson":
    case ".jsonl": {
      const value = await target("ndjson").read();
      return isTable(value) ? { rows: value } : { value };
    }
    default:
      return undefined;
  }
}

/** Without what only says how it is packed. */
function plainName(name: string): string {
  return compressionOf(name) === "none" ? name : name.slice(0, -path.extname(name).length);
}

function isTable(value: unknown): value is TableRow[] {
  return Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null && !Array.isArray(row));
}

function countOf(content: NonNullable<ReadOutput["content"]>): number | undefined {
  if ("rows" in content) return content.rows.length;
  return Array.isArray(content.value) ? content.value.length : undefined;
}

/** @returns `undefined` where it is no text */
async function linesOf(file: string, name: string): Promise<number | undefined> {
  let [lines, last] = [0, NEWLINE];
  const target = new LocalTarget(file, { format: "bytes", compression: compressionOf(name) });
  for await (const chunk of target.createReadStream() as AsyncIterable<Uint8Array>) {
    for (const byte of chunk) {
      if (byte === 0) return undefined;
      if (byte === NEWLINE) lines++;
    }
    last = chunk.at(-1) ?? last;
  }
  return lines + (last === NEWLINE ? 0 : 1);
}

const NEWLINE = 10;

async function sumOf(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest("hex") };
}

/** Of all that is in it, names included. */
async function folderFigures(folder: string): Promise<FileFigures> {
  const hash = createHash("sha256");
  let bytes = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    const { size, sha256 } = await sumOf(file);
    bytes += size;
    hash.update(`${path.relative(folder, file)} ${sha256}\n`);
  }
  return { bytes, sha256: hash.digest("hex") };
}
