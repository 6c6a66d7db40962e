import { Task } from "../../framework/task.ts";
import type { Database } from "./database.ts";
import type { DatabaseRows } from "./database-rows.ts";
import { PartitionTarget } from "./partition-target.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface CopyToTable {
  /** The columns that are written; those of the first row when not overridden. */
  readonly columns?: readonly string[];
  /** Makes the table where it is missing, when overridden: `CREATE TABLE IF NOT EXISTS …` */
  readonly create?: string;
}

/**
 * A task that puts rows into a partition of a table, in the place of those that it has: it can be run again and again.
 *
 * @example
 * export class LoadSales extends CopyToTable.with({ date: DateParameter() }) {
 *   database = WAREHOUSE;
 *   table = "sales";
 *   get where() {
 *     return { date: this.date };
 *   }
 *   requires() {
 *     return new DumpSales({ date: this.date });
 *   }
 *   rows() {
 *     return this.input().rows();
 *   }
 * }
 */
export abstract class CopyToTable extends Task {
  abstract readonly database: Database;
  abstract readonly table: string;
  /** Which rows of the table are the task's: those with these values in these columns. */
  abstract readonly where: Readonly<Record<string, unknown>>;
  /** What is to be in the partition; the columns of `where` need not be in it. */
  abstract rows(): DatabaseRows;

  override output(): PartitionTarget {
    const { table, where, columns, create } = this;
    return new PartitionTarget(this.database, { table, where, columns, create });
  }

  override async run(): Promise<void> {
    const count = await this.output().write(this.rows(), { signal: this.signal });
    this.log(`${count} rows copied to ${this.output()}`);
  }
}
