import type { DatabaseRows } from "../database/database-rows.ts";
import { toDuckDb } from "./to-duckdb.ts";

const LINES_AT_ONCE = 200;

/** Some columns of rows as NDJSON, many lines at a time. */
export async function* jsonLines(
  rows: DatabaseRows,
  columns: readonly string[],
): AsyncGenerator<string, void, undefined> {
  let lines: string[] = [];
  for await (const row of rows) {
    const entries = columns.map((column) => [column, toDuckDb(row[column])]);
    lines.push(`${JSON.stringify(Object.fromEntries(entries), withBigInts)}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join("");
    lines = [];
  }
  yield lines.join("");
}

function withBigInts(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
