import { passFence } from "../../framework/targets/fence.ts";
import { bindable } from "./bindable.ts";
import type { DatabaseRows } from "./database-rows.ts";
import { MARKERS } from "./markers.ts";
import { markersAmong } from "./markers-among.ts";
import { partitionRows } from "./partition-rows.ts";
import type { Partition, PartitionStore, WriteOptions } from "./partition-store.ts";
import type { Transaction, TransactionalDatabase } from "./transactional-database.ts";

/** Rows and marker come and go in one transaction. */
export class TransactionalPartitions implements PartitionStore {
  readonly #database: TransactionalDatabase;

  constructor(database: TransactionalDatabase) {
    this.#database = database;
  }

  async existing(partitions: readonly Partition[]): Promise<ReadonlySet<Partition>> {
    const markers = await markersAmong(this.#database, partitions);
    const found = new Set(markers.map((row) => keyOf(String(row["table_name"]), String(row["partition_key"]))));
    return new Set(partitions.filter(({ table, key }) => found.has(keyOf(table, key))));
  }

  write(partition: Partition, rows: DatabaseRows, options: WriteOptions): Promise<number> {
    const insert = async (transaction: Transaction) => {
      const { columns, rows: all } = await partitionRows(partition, rows, options);
      return transaction.insert(partition.table, columns, all);
    };
    return this.#replace(partition, insert, options);
  }

  writeQuery(
    partition: Partition,
    columns: readonly string[],
    { select, values }: { readonly select: string; readonly values: readonly unknown[] },
    options: WriteOptions,
  ): Promise<number> {
    const { quote, placeholder } = this.#dialect();
    const own = partition.where.map(([column]) => column);
    // The partition's values come last, so that the query's own keep their positions.
    const fixed = own.map((_, index) => placeholder(values.length + index + 1));
    const sql =
      `INSERT INTO ${quote(partition.table)} (${[...columns, ...own].map(quote).join(", ")}) ` +
      `SELECT ${[...columns.map((column) => `chosen.${quote(column)}`), ...fixed].join(", ")} FROM (${select}) AS chosen`;
    const bound = [...values.map(bindable), ...partition.where.map(([, value]) => value)];
    return this.#replace(partition, (transaction) => transaction.run(sql, bound), options);
  }

  async remove(partition: Partition): Promise<void> {
    const { quote, placeholder } = this.#dialect();
    try {
      await this.#database.transaction(async (transaction) => {
        await transaction.run(
          `DELETE FROM ${quote(MARKERS)} WHERE table_name = ${placeholder(1)} AND partition_key = ${placeholder(2)}`,
          [partition.table, partition.key],
        );
        await this.#delete(transaction, partition);
      });
    } catch (error) {
      if (!this.#database.isMissingTable(error)) throw error;
    }
  }

  async #replace(
    partition: Partition,
    insert: (transaction: Transaction) => Promise<number>,
    { signal }: WriteOptions,
  ): Promise<number> {
    const { quote, placeholder } = this.#dialect();
    const { create, claim } = this.#database.markers;
    for (const sql of [create, partition.create]) if (sql !== undefined) await this.#database.createTable(sql);
    return this.#database.transaction(
      async (transaction) => {
        // The marker first: whoever else writes this partition waits here, and then sees the rows that it is to replace.
        for (const sql of claim)
          await transaction.run(sql, claimValues(sql, [partition.table, partition.key, -1, new Date().toISOString()]));
        await this.#delete(transaction, partition);
        const count = await insert(transaction);
        await transaction.run(
          `UPDATE ${quote(MARKERS)} SET row_count = ${placeholder(1)} ` +
            `WHERE table_name = ${placeholder(2)} AND partition_key = ${placeholder(3)}`,
          [count, partition.table, partition.key],
        );
        signal?.throwIfAborted();
        await passFence();
        return count;
      },
      { signal },
    );
  }

  async #delete(transaction: Transaction, { table, where }: Partition): Promise<void> {
    const { quote, placeholder } = this.#dialect();
    const condition = where.map(([column], index) => `${quote(column)} = ${placeholder(index + 1)}`).join(" AND ");
    await transaction.run(
      `DELETE FROM ${quote(table)} WHERE ${condition}`,
      where.map(([, value]) => value),
    );
  }

  #dialect(): Pick<TransactionalDatabase, "quote" | "placeholder"> {
    return {
      quote: (name) => this.#database.quote(name),
      placeholder: (position) => this.#database.placeholder(position),
    };
  }
}

/** Some databases claim in two statements, and the first needs no more than the key. */
function claimValues(sql: string, values: readonly unknown[]): readonly unknown[] {
  return sql.startsWith("DELETE") ? values.slice(0, 2) : values;
}

function keyOf(table: string, partition: string): string {
  return JSON.stringify([table, partition]);
}
