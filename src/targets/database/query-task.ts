import type { Target } from "../../framework/targets/target.ts";
import { Task } from "../../framework/task.ts";
import type { Database } from "./database.ts";
import type { DatabaseRows } from "./database-rows.ts";

/** A target that takes rows: a CSV or NDJSON anywhere, or a partition of a table. */
export interface RowTarget extends Target {
  write(rows: DatabaseRows, options?: { signal?: AbortSignal }): Promise<unknown>;
}

/**
 * A task that writes what a query gives to its output, row by row: the result need not fit into memory.
 *
 * @example
 * export class DumpSales extends QueryTask.with({ date: DateParameter() }) {
 *   database = SHOP;
 *   query() {
 *     return { sql: "SELECT * FROM sales WHERE sold_on = $1", values: [this.date] };
 *   }
 *   output() {
 *     return new LocalTarget(`data/dump/${this.date}.csv`, { format: "csv" });
 *   }
 * }
 */
export abstract class QueryTask extends Task {
  abstract readonly database: Database;

  /** The query, with the database's own placeholders, and the values for them. */
  abstract query(): string | { readonly sql: string; readonly values?: readonly unknown[] };

  abstract override output(): RowTarget;

  override async run(): Promise<void> {
    const query = this.query();
    const { sql, values = [] } = typeof query === "string" ? { sql: query } : query;
    const { signal } = this;
    await this.output().write(this.database.rows(sql, values, { signal }), { signal });
  }
}
