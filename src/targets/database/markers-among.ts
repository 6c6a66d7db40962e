import type { Database } from "./database.ts";
import type { DatabaseRow } from "./database-rows.ts";
import { MARKERS } from "./markers.ts";
import type { Partition } from "./partition-store.ts";

/** What the table of markers has for some partitions, and for others of the same tables; none where it is missing. */
export async function markersAmong(
  database: Database,
  partitions: readonly Partition[],
  order = "",
): Promise<readonly DatabaseRow[]> {
  const tables = [...new Set(partitions.map(({ table }) => table))];
  const keys = [...new Set(partitions.map(({ key }) => key))];
  const places = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => database.placeholder(from + index)).join(", ");
  const sql =
    `SELECT table_name, partition_key, row_count FROM ${database.quote(MARKERS)} ` +
    `WHERE table_name IN (${places(1, tables.length)}) ` +
    `AND partition_key IN (${places(tables.length + 1, keys.length)})${order}`;
  try {
    return await database.all(sql, [...tables, ...keys]);
  } catch (error) {
    if (database.isMissingTable(error)) return [];
    throw error;
  }
}
