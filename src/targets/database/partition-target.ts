import type { Target } from "../../framework/targets/target.ts";
import { bindable } from "./bindable.ts";
import type { Database } from "./database.ts";
import type { DatabaseRow, DatabaseRows } from "./database-rows.ts";
import type { Partition, WriteOptions } from "./partition-store.ts";

export interface PartitionOptions {
  readonly table: string;
  /** Which rows of the table are meant: those with these values in these columns. */
  readonly where: Readonly<Record<string, unknown>>;
  /** The columns that are written, in this order; when not given, those of the first row. Those of `where` are added. */
  readonly columns?: readonly string[];
  /** Makes the table where it is missing: `CREATE TABLE IF NOT EXISTS …` */
  readonly create?: string;
}

/**
 * Some of the rows of a table, say those of a day. They exist when a marker says so: nobody ever sees a part of them, and
 * neither a crash nor a second writer can double a row.
 *
 * @example
 * output() {
 *   return new PartitionTarget(WAREHOUSE, { table: "sales", where: { date: this.date } });
 * }
 */
export class PartitionTarget implements Target {
  readonly database: Database;
  readonly table: string;
  /** The values of `where`, as text: what the marker is kept under. */
  readonly partition: string;
  readonly #partition: Partition;

  constructor(database: Database, options: PartitionOptions) {
    const where = Object.entries(options.where).map(([column, value]) => [column, bindable(value)] as const);
    if (where.length === 0) throw new TypeError(`A partition of ${options.table} needs a column in "where".`);
    this.database = database;
    this.table = options.table;
    this.partition = where.map(([column, value]) => `${column}=${textOf(value)}`).join(",");
    const { table, columns, create } = options;
    this.#partition = { table, key: this.partition, where, columns, create };
  }

  async exists(): Promise<boolean> {
    return (await this.existsTogether([this])).length > 0;
  }

  async existsTogether(targets: readonly Target[]): Promise<PartitionTarget[]> {
    const asked = targets as readonly PartitionTarget[];
    const existing: PartitionTarget[] = [];
    for (const [database, here] of Map.groupBy(asked, (target) => target.database)) {
      const found = await database.partitions.existing(here.map((target) => target.#partition));
      existing.push(...here.filter((target) => found.has(target.#partition)));
    }
    return existing;
  }

  /**
   * Puts rows in the place of those that the partition has.
   *
   * @param options.signal takes all of it back before its end
   * @returns how many there are now
   */
  write(rows: DatabaseRows, options: WriteOptions = {}): Promise<number> {
    return this.database.partitions.write(this.#partition, rows, options);
  }

  /**
   * Puts what a query of the same database gives in the place of the partition's rows.
   *
   * @param select gives all of `columns` but those of `where`, in this order
   * @returns how many there are now
   */
  async writeQuery(select: string, values: readonly unknown[] = [], options: WriteOptions = {}): Promise<number> {
    const own = this.#partition.where.map(([column]) => column);
    const columns = this.#partition.columns?.filter((column) => !own.includes(column));
    if (columns === undefined) throw new TypeError(`writeQuery() needs the "columns" of ${this}.`);
    return this.database.partitions.writeQuery(this.#partition, columns, { select, values }, options);
  }

  /** The partition's rows, one after the other. */
  rows(options: { signal?: AbortSignal } = {}): AsyncGenerator<DatabaseRow, void, undefined> {
    const { database } = this;
    const { where } = this.#partition;
    const condition = where.map(([column], index) => `${database.quote(column)} = ${database.placeholder(index + 1)}`);
    const sql = `SELECT * FROM ${database.quote(this.table)} WHERE ${condition.join(" AND ")}`;
    return database.rows(
      sql,
      where.map(([, value]) => value),
      options,
    );
  }

  /** All of the partition's rows. */
  async read(): Promise<DatabaseRow[]> {
    const rows: DatabaseRow[] = [];
    for await (const row of this.rows()) rows.push(row);
    return rows;
  }

  /** Removes the rows and the marker; nothing happens when there are none. */
  remove(): Promise<void> {
    return this.database.partitions.remove(this.#partition);
  }

  /** What it is called in plans and messages. */
  toString(): string {
    return `${this.database.address}/${this.table}/${this.partition}`;
  }
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
