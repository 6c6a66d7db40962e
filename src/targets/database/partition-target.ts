import { passFence } from "../../framework/targets/fence.ts";
import type { Target } from "../../framework/targets/target.ts";
import { bindable } from "./bindable.ts";
import type { Database, DatabaseRow, DatabaseRows, Transaction } from "./database.ts";

/** Where it is kept which partitions are whole, in the database of the tables themselves. */
export const MARKERS = "pipewright_markers";

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
 * Some of the rows of a table, say those of a day. They exist when a marker says so: rows and marker come and go in one
 * transaction, so that neither a crash nor a second writer can double a row or leave half of them.
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
  readonly #options: PartitionOptions;
  readonly #where: readonly (readonly [column: string, value: unknown])[];

  constructor(database: Database, options: PartitionOptions) {
    this.#where = Object.entries(options.where).map(([column, value]) => [column, bindable(value)]);
    if (this.#where.length === 0) throw new TypeError(`A partition of ${options.table} needs a column in "where".`);
    this.database = database;
    this.table = options.table;
    this.#options = options;
    this.partition = this.#where.map(([column, value]) => `${column}=${textOf(value)}`).join(",");
  }

  async exists(): Promise<boolean> {
    return (await this.existsTogether([this])).length > 0;
  }

  async existsTogether(targets: readonly Target[]): Promise<PartitionTarget[]> {
    const asked = targets as readonly PartitionTarget[];
    const existing: PartitionTarget[] = [];
    for (const database of new Set(asked.map((target) => target.database))) {
      const here = asked.filter((target) => target.database === database);
      const found = await markersAmong(database, here);
      existing.push(...here.filter((target) => found.has(keyOf(target.table, target.partition))));
    }
    return existing;
  }

  /**
   * Puts rows in the place of those that the partition has.
   *
   * @param options.signal takes all of it back before its end
   * @returns how many there are now
   */
  async write(rows: DatabaseRows, options: { signal?: AbortSignal } = {}): Promise<number> {
    return this.#replace((transaction) => this.#insert(transaction, rows, options.signal), options.signal);
  }

  /**
   * Puts what a query of the same database gives in the place of the partition's rows.
   *
   * @param select gives all of `columns` but those of `where`, in this order
   * @returns how many there are now
   */
  async writeQuery(
    select: string,
    values: readonly unknown[] = [],
    options: { signal?: AbortSignal } = {},
  ): Promise<number> {
    const { quote, placeholder } = this.#dialect();
    const columns = this.#options.columns?.filter((column) => !(column in this.#options.where));
    if (columns === undefined) throw new TypeError(`writeQuery() needs the "columns" of ${this}.`);
    const own = this.#where.map(([column]) => column);
    // The partition's values come last, so that the query's own keep their positions.
    const fixed = own.map((_, index) => placeholder(values.length + index + 1));
    const sql =
      `INSERT INTO ${quote(this.table)} (${[...columns, ...own].map(quote).join(", ")}) ` +
      `SELECT ${[...columns.map((column) => `chosen.${quote(column)}`), ...fixed].join(", ")} FROM (${select}) AS chosen`;
    const bound = [...values.map(bindable), ...this.#where.map(([, value]) => value)];
    return this.#replace((transaction) => transaction.run(sql, bound), options.signal);
  }

  /** The partition's rows, one after the other. */
  rows(options: { signal?: AbortSignal } = {}): AsyncGenerator<DatabaseRow, void, undefined> {
    const { quote } = this.#dialect();
    const values = this.#where.map(([, value]) => value);
    return this.database.rows(`SELECT * FROM ${quote(this.table)} WHERE ${this.#condition()}`, values, options);
  }

  /** All of the partition's rows. */
  async read(): Promise<DatabaseRow[]> {
    const rows: DatabaseRow[] = [];
    for await (const row of this.rows()) rows.push(row);
    return rows;
  }

  /** Removes the rows and the marker; nothing happens when there are none. */
  async remove(): Promise<void> {
    const { quote, placeholder } = this.#dialect();
    try {
      await this.database.transaction(async (transaction) => {
        await transaction.run(
          `DELETE FROM ${quote(MARKERS)} WHERE table_name = ${placeholder(1)} AND partition_key = ${placeholder(2)}`,
          [this.table, this.partition],
        );
        await this.#delete(transaction);
      });
    } catch (error) {
      if (!this.database.isMissingTable(error)) throw error;
    }
  }

  /** What it is called in plans and messages. */
  toString(): string {
    return `${this.database.address}/${this.table}/${this.partition}`;
  }

  async #replace(insert: (transaction: Transaction) => Promise<number>, signal?: AbortSignal): Promise<number> {
    const { quote, placeholder } = this.#dialect();
    const { create, claim } = this.database.markers;
    for (const sql of [create, this.#options.create]) if (sql !== undefined) await this.database.createTable(sql);
    return this.database.transaction(
      async (transaction) => {
        // The marker first: whoever else writes this partition waits here, and then sees the rows that it is to replace.
        for (const sql of claim)
          await transaction.run(sql, claimValues(sql, [this.table, this.partition, -1, new Date().toISOString()]));
        await this.#delete(transaction);
        const count = await insert(transaction);
        await transaction.run(
          `UPDATE ${quote(MARKERS)} SET row_count = ${placeholder(1)} ` +
            `WHERE table_name = ${placeholder(2)} AND partition_key = ${placeholder(3)}`,
          [count, this.table, this.partition],
        );
        signal?.throwIfAborted();
        await passFence();
        return count;
      },
      { signal },
    );
  }

  async #delete(transaction: Transaction): Promise<void> {
    const { quote } = this.#dialect();
    const values = this.#where.map(([, value]) => value);
    await transaction.run(`DELETE FROM ${quote(this.table)} WHERE ${this.#condition()}`, values);
  }

  async #insert(transaction: Transaction, rows: DatabaseRows, signal?: AbortSignal): Promise<number> {
    const iterator = toIterator(rows);
    const first = await iterator.next();
    if (first.done) return 0;
    const own = this.#where.map(([column]) => column);
    const given = (this.#options.columns ?? Object.keys(first.value)).filter((column) => !own.includes(column));
    const fixed = this.#where.map(([, value]) => value);
    async function* all(): AsyncGenerator<readonly unknown[], void, undefined> {
      try {
        for (let step = first; !step.done; step = await iterator.next()) {
          signal?.throwIfAborted();
          const row = step.value;
          yield [...given.map((column) => bindable(row[column])), ...fixed];
        }
      } finally {
        await iterator.return?.();
      }
    }
    return transaction.insert(this.table, [...given, ...own], all());
  }

  #condition(): string {
    const { quote, placeholder } = this.#dialect();
    return this.#where.map(([column], index) => `${quote(column)} = ${placeholder(index + 1)}`).join(" AND ");
  }

  #dialect(): Pick<Database, "quote" | "placeholder"> {
    const { database } = this;
    return {
      quote: (name) => database.quote(name),
      placeholder: (position) => database.placeholder(position),
    };
  }
}

/** Some databases claim in two statements, and the first needs no more than the key. */
function claimValues(sql: string, values: readonly unknown[]): readonly unknown[] {
  return sql.startsWith("DELETE") ? values.slice(0, 2) : values;
}

async function markersAmong(database: Database, targets: readonly PartitionTarget[]): Promise<Set<string>> {
  const tables = [...new Set(targets.map(({ table }) => table))];
  const partitions = [...new Set(targets.map(({ partition }) => partition))];
  const places = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => database.placeholder(from + index)).join(", ");
  const sql =
    `SELECT table_name, partition_key FROM ${database.quote(MARKERS)} WHERE table_name IN (${places(1, tables.length)}) ` +
    `AND partition_key IN (${places(tables.length + 1, partitions.length)})`;
  const found = new Set<string>();
  try {
    for (const row of await database.all(sql, [...tables, ...partitions]))
      found.add(keyOf(String(row["table_name"]), String(row["partition_key"])));
  } catch (error) {
    if (!database.isMissingTable(error)) throw error;
  }
  return found;
}

function keyOf(table: string, partition: string): string {
  return JSON.stringify([table, partition]);
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function toIterator(rows: DatabaseRows): Iterator<DatabaseRow> | AsyncIterator<DatabaseRow> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}
