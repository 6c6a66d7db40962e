import type { DatabaseRows } from "./database-rows.ts";

/** Some of the rows of a table: those with certain values in certain columns. */
export interface Partition {
  readonly table: string;
  /** The values as text: what its marker is kept under. */
  readonly key: string;
  readonly where: readonly (readonly [column: string, value: unknown])[];
  readonly columns: readonly string[] | undefined;
  /** Makes the table where it is missing. */
  readonly create: string | undefined;
}

export interface WriteOptions {
  /** Takes all of it back before its end. */
  readonly signal?: AbortSignal;
}

/** How a database keeps partitions whole: nobody ever sees a part of one, and neither a crash nor a second writer doubles a row. */
export interface PartitionStore {
  /** @returns those of some partitions that were written, asked for in one round trip */
  existing(partitions: readonly Partition[]): Promise<ReadonlySet<Partition>>;
  /** Puts rows in the place of those that there are; returns how many. */
  write(partition: Partition, rows: DatabaseRows, options: WriteOptions): Promise<number>;
  /** The same with what a query of the database itself gives. */
  writeQuery(
    partition: Partition,
    columns: readonly string[],
    query: { readonly select: string; readonly values: readonly unknown[] },
    options: WriteOptions,
  ): Promise<number>;
  /** Nothing happens where there is none. */
  remove(partition: Partition): Promise<void>;
}
