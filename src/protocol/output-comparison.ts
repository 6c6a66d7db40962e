import type { TaskRef } from "./run-event.ts";

/** What can be said of a file without knowing what it means. */
export interface FileFigures {
  readonly bytes: number;
  /** Of a table; the lines of a text; absent where there is neither. */
  readonly rows?: number;
  /** Of the content as it is stored, in hexadecimal. */
  readonly sha256: string;
}

/** A column whose values differ. */
export interface ColumnDifference {
  readonly name: string;
  /** In how many of the rows that are in both; absent where rows can not be told apart. */
  readonly changed?: number;
  /** The sums, where all of it is numbers. */
  readonly totals?: { readonly old: number; readonly new: number };
}

/** What differs in a value of JSON, or in a row: where, and what it was and is. */
export interface ValueDifference {
  /** `totals.revenue`, `rows[3].name`; in a table, the values that tell the row from others: `date=2026-11-20`. */
  readonly at: string;
  readonly old?: string;
  readonly new?: string;
}

export interface TableDifferences {
  readonly kind: "table";
  /** The columns that tell one row from another in both; empty where none do: rows are then the same or not at all. */
  readonly key: readonly string[];
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
  readonly rowsAdded: number;
  readonly rowsRemoved: number;
  readonly rowsChanged: number;
  readonly rowsSame: number;
  readonly columns: readonly ColumnDifference[];
  /** The first few. */
  readonly examples: readonly ValueDifference[];
}

export interface TreeDifferences {
  readonly kind: "tree";
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** The first few. */
  readonly examples: readonly ValueDifference[];
}

/** An output from the trash, against what lies in its place now. */
export interface OutputComparison {
  readonly name: string;
  /** `missing`: it has not been made again. */
  readonly status: "same" | "changed" | "missing";
  readonly old: FileFigures;
  readonly new?: FileFigures;
  /** Of CSV, JSON and NDJSON; absent where it is the same, or too big to be held. */
  readonly differences?: TableDifferences | TreeDifferences;
}

/** A line of `pipewright compare --json`. */
export interface TaskComparison extends TaskRef {
  /** The trash that the old outputs are in. */
  readonly when: string;
  readonly outputs: readonly OutputComparison[];
  /** Of these nothing is kept: their targets removed them for good. */
  readonly removed: readonly string[];
}
