import { bindable } from "./bindable.ts";
import type { DatabaseRow, DatabaseRows } from "./database-rows.ts";
import type { Partition, WriteOptions } from "./partition-store.ts";

/**
 * The rows that are to be a partition's, with the partition's own values last.
 *
 * @returns their columns, in their order; none when there is no row and none are named
 */
export async function partitionRows(
  { where, columns }: Partition,
  rows: DatabaseRows,
  { signal }: WriteOptions,
): Promise<{ columns: readonly string[]; rows: AsyncIterable<readonly unknown[]> }> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first = await iterator.next();
  const own = where.map(([column]) => column);
  const given = (columns ?? (first.done ? [] : Object.keys(first.value))).filter((column) => !own.includes(column));
  const fixed = where.map(([, value]) => value);
  async function* all(): AsyncGenerator<readonly unknown[], void, undefined> {
    try {
      for (let step = first; !step.done; step = await iterator.next()) {
        signal?.throwIfAborted();
        const row: DatabaseRow = step.value;
        yield [...given.map((column) => bindable(row[column])), ...fixed];
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { columns: [...given, ...own], rows: all() };
}
