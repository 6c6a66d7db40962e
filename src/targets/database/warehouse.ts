import { Database } from "./database.ts";
import { MergedPartitions } from "./merged-partitions.ts";

/** How a statement is run. */
export interface StatementOptions {
  /** What is done under the same id is done once: who comes again waits for it. */
  readonly id?: string;
  /** Prepares the statement; called only where it has to be run. */
  readonly before?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** What is put in the place of a partition's rows. */
export interface Merge {
  readonly table: string;
  /** Those that `select` gives, in this order. */
  readonly columns: readonly string[];
  readonly select: string;
  readonly values: readonly unknown[];
  readonly where: readonly (readonly [column: string, value: unknown])[];
}

/** Rows in a file, an object of JSON in each line. */
export interface RowFile {
  readonly path: string;
  readonly columns: readonly string[];
  readonly count: number;
}

/** A database whose every statement stands alone, and of which one replaces a whole partition. */
export abstract class Warehouse extends Database {
  override readonly partitions = new MergedPartitions(this);

  /** Runs a statement to its end. */
  abstract run(sql: string, values: readonly unknown[], options?: StatementOptions): Promise<void>;

  /** Puts rows into a new table whose columns are like those of another. */
  abstract load(file: RowFile, table: string, like: string, options: StatementOptions): Promise<void>;

  /** Makes the one statement that replaces a partition, and the values for it. */
  abstract mergeStatement(merge: Merge): { readonly sql: string; readonly values: readonly unknown[] };

  /** A value as it lies in a `RowFile`. */
  abstract toJson(value: unknown): unknown;

  /** Makes the table of markers where it is missing. */
  abstract readonly createMarkers: string;
}
