import { MonthParameter, Task } from "pipewright";
import { ParquetTarget } from "pipewright/targets/duckdb";

/** A table for a month, made by one query of others. */
export abstract class SqlTable extends Task.with({ month: MonthParameter() }) {
  /** With `$name` in the place of the table that `requires()` has under that name, and `$month` in that of the month. */
  abstract readonly sql: string;

  override requires(): Readonly<Record<string, SqlTable>> {
    return {};
  }

  override output() {
    return new ParquetTarget(`data/${this.family}/${this.month}.parquet`);
  }

  override async run() {
    let query = this.sql.replaceAll("$month", `'${this.month}'`);
    for (const [name, target] of Object.entries(this.input()))
      query = query.replaceAll(`$${name}`, `read_parquet('${target.path.replaceAll("'", "''")}')`);
    await this.output().writeQuery(query, [], { signal: this.signal });
  }
}
