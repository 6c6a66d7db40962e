import { createHash } from "node:crypto";
import { passFence } from "../../framework/targets/fence.ts";
import { bindable } from "./bindable.ts";
import type { DatabaseRows } from "./database-rows.ts";
import { MARKERS } from "./markers.ts";
import { markersAmong } from "./markers-among.ts";
import { partitionRows } from "./partition-rows.ts";
import type { Partition, PartitionStore, WriteOptions } from "./partition-store.ts";
import { RowSpool } from "./row-spool.ts";
import type { Merge, Warehouse } from "./warehouse.ts";

const REMOVED = -1;

/**
 * Partitions of a warehouse: one statement replaces the rows, and a marker is added when it is through. Markers are only
 * ever added, since warehouses let several writers add to a table but not change it: the last of a partition counts, and
 * their number tells a repeat of one writing from the next one.
 *
 *     (nothing) ── rows replaced ── marker: written ── rows replaced ── marker: written ── marker: removed ── …
 *
 * Killed between the two, the writing is done again, finds its statement under the same id, and adds the marker.
 */
export class MergedPartitions implements PartitionStore {
  readonly #warehouse: Warehouse;

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  async existing(partitions: readonly Partition[]): Promise<ReadonlySet<Partition>> {
    const last = new Map<string, number>();
    for (const { table, key, count } of await this.#markersOf(partitions))
      last.set(JSON.stringify([table, key]), count);
    const isWritten = ({ table, key }: Partition) => (last.get(JSON.stringify([table, key])) ?? REMOVED) !== REMOVED;
    return new Set(partitions.filter(isWritten));
  }

  async write(partition: Partition, rows: DatabaseRows, options: WriteOptions): Promise<number> {
    const warehouse = this.#warehouse;
    const { columns, rows: all } = await partitionRows(partition, rows, options);
    const own = new Set(partition.where.map(([column]) => column));
    const spool = await RowSpool.of(columns, all, (value) => warehouse.toJson(value));
    try {
      await this.#create(partition);
      const id = await this.#idOf(partition, [spool.columns, spool.digest]);
      const staging = `pipewright_rows_${id}`;
      const others = spool.columns.filter((column) => !own.has(column));
      const names = others.length === 0 ? "1" : others.map((column) => warehouse.quote(column)).join(", ");
      const merge = {
        table: partition.table,
        columns: others,
        select: `SELECT ${names} FROM ${warehouse.quote(staging)}`,
        values: [],
        where: partition.where,
      };
      const before = () =>
        warehouse.load(spool, staging, partition.table, { id: `${id}_rows`, signal: options.signal });
      await this.#replace(partition, merge, { id, before, signal: options.signal }, spool.count);
      await warehouse.run(`DROP TABLE IF EXISTS ${warehouse.quote(staging)}`, []);
      return spool.count;
    } finally {
      await spool.remove();
    }
  }

  async writeQuery(
    partition: Partition,
    columns: readonly string[],
    { select, values }: { readonly select: string; readonly values: readonly unknown[] },
    { signal }: WriteOptions,
  ): Promise<number> {
    await this.#create(partition);
    const bound = values.map(bindable);
    const id = await this.#idOf(partition, [columns, select, bound.map(String)]);
    const merge = { table: partition.table, columns, select, values: bound, where: partition.where };
    return this.#replace(partition, merge, { id, signal });
  }

  async remove(partition: Partition): Promise<void> {
    const { where } = this.#dialect(partition);
    try {
      if ((await this.existing([partition])).size > 0) await this.#mark(partition, REMOVED);
      const sql = `DELETE FROM ${this.#warehouse.quote(partition.table)} WHERE ${where}`;
      await this.#warehouse.run(
        sql,
        partition.where.map(([, value]) => value),
      );
    } catch (error) {
      if (!this.#warehouse.isMissingTable(error)) throw error;
    }
  }

  async #replace(
    partition: Partition,
    merge: Merge,
    options: { id: string; before?: () => Promise<void>; signal?: AbortSignal },
    known?: number,
  ): Promise<number> {
    options.signal?.throwIfAborted();
    await passFence();
    const { sql, values } = this.#warehouse.mergeStatement(merge);
    await this.#warehouse.run(sql, values, options);
    const count = known ?? (await this.#count(partition));
    options.signal?.throwIfAborted();
    await this.#mark(partition, count);
    return count;
  }

  async #create({ create }: Partition): Promise<void> {
    for (const sql of [this.#warehouse.createMarkers, create])
      if (sql !== undefined) await this.#warehouse.run(sql, []);
  }

  async #count(partition: Partition): Promise<number> {
    const sql = `SELECT COUNT(*) AS n FROM ${this.#warehouse.quote(partition.table)} WHERE ${this.#dialect(partition).where}`;
    const [row] = await this.#warehouse.all(
      sql,
      partition.where.map(([, value]) => value),
    );
    return Number(row?.["n"]);
  }

  async #mark({ table, key }: Partition, count: number): Promise<void> {
    const places = [1, 2, 3].map((position) => this.#warehouse.placeholder(position)).join(", ");
    await this.#warehouse.run(
      `INSERT INTO ${this.#warehouse.quote(MARKERS)} (table_name, partition_key, row_count, written_at) ` +
        `VALUES (${places}, CURRENT_TIMESTAMP)`,
      [table, key, count],
    );
  }

  /** The same for the same writing, done again: of the same rows, or by the same query, since the partition was last written. */
  async #idOf(partition: Partition, what: unknown): Promise<string> {
    const { table, key } = partition;
    const before = (await this.#markersOf([partition])).length;
    return createHash("sha256")
      .update(JSON.stringify([table, key, before, what]))
      .digest("hex")
      .slice(0, 32);
  }

  async #markersOf(partitions: readonly Partition[]) {
    const markers = await markersAmong(this.#warehouse, partitions, " ORDER BY written_at");
    return markers.map((row) => ({
      table: String(row["table_name"]),
      key: String(row["partition_key"]),
      count: Number(row["row_count"]),
    }));
  }

  #dialect({ where }: Partition): { where: string } {
    const { quote, placeholder } = {
      quote: (name: string) => this.#warehouse.quote(name),
      placeholder: (position: number) => this.#warehouse.placeholder(position),
    };
    return { where: where.map(([column], index) => `${quote(column)} = ${placeholder(index + 1)}`).join(" AND ") };
  }
}
