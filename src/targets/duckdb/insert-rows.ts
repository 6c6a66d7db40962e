import type { DuckDBConnection } from "@duckdb/node-api";
import { toDuckDb } from "./to-duckdb.ts";

/** So many values go in one statement: more are not faster. */
const VALUES_AT_ONCE = 1000;

export interface InsertRowsOptions {
  /** `INSERT INTO …` up to its values. */
  readonly into: string;
  /** How many values a row has. */
  readonly width: number;
  readonly rows: AsyncIterable<readonly unknown[]>;
}

/** @returns how many rows went in */
export async function insertRows(
  connection: DuckDBConnection,
  { into, width, rows }: InsertRowsOptions,
): Promise<number> {
  const height = Math.max(1, Math.floor(VALUES_AT_ONCE / width));
  const prepare = (count: number) => connection.prepare(`${into} VALUES ${places(count, width)}`);
  const whole = await prepare(height);
  let count = 0;
  let waiting: (readonly unknown[])[] = [];
  try {
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length < height) continue;
      whole.bind(waiting.flat().map(toDuckDb));
      await whole.run();
      count += waiting.length;
      waiting = [];
    }
  } finally {
    whole.destroySync();
  }
  if (waiting.length === 0) return count;
  const rest = await prepare(waiting.length);
  try {
    rest.bind(waiting.flat().map(toDuckDb));
    await rest.run();
  } finally {
    rest.destroySync();
  }
  return count + waiting.length;
}

/** `(?, ?), (?, ?)` */
function places(rows: number, width: number): string {
  const row = `(${Array.from({ length: width }, () => "?").join(", ")})`;
  return Array.from({ length: rows }, () => row).join(", ");
}
