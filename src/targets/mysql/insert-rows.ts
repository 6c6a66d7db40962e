import type { Connection } from "mysql2/promise";
import { toMysql } from "./to-mysql.ts";

// A statement with its values has to fit into the server's `max_allowed_packet`, of which 16 MB are common.
const MOST_BYTES = 1 << 20;
const MOST_ROWS = 500;
/** A prepared statement takes no more: https://dev.mysql.com/doc/refman/8.4/en/limits.html */
const MOST_VALUES = 65_535;

/**
 * Puts rows in by statements of many rows each.
 *
 * @param into `table (columns)`, quoted
 * @returns how many
 */
export async function insertRows(
  connection: Connection,
  into: string,
  rows: AsyncIterable<readonly unknown[]>,
): Promise<number> {
  let block: ReturnType<typeof toMysql>[][] = [];
  let bytes = 0;
  let count = 0;
  const write = async () => {
    const places = block.map((row) => `(${row.map(() => "?").join(", ")})`).join(", ");
    await connection.execute(`INSERT INTO ${into} VALUES ${places}`, block.flat());
    count += block.length;
    block = [];
    bytes = 0;
  };
  for await (const row of rows) {
    const values = row.map(toMysql);
    block.push(values);
    bytes += values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    const isFull = block.length === MOST_ROWS || (block.length + 1) * row.length > MOST_VALUES;
    if (isFull || bytes >= MOST_BYTES) await write();
  }
  if (block.length > 0) await write();
  return count;
}

function sizeOf(value: ReturnType<typeof toMysql>): number {
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 8;
}
