import { completeTasks, DateParameter, Task } from "pipewright";
import { salesOf } from "../analytics/sales-of.ts";
import { DumpSales } from "./dump-sales.ts";

/** The dump's rows in the analytics database, in place of those that it may have of that day already. */
export class LoadSales extends Task.with({ date: DateParameter() }) {
  // One question to the database for all days of a backfill.
  static bulkComplete = completeTasks;

  requires() {
    return new DumpSales({ date: this.date });
  }

  output() {
    return salesOf(this.date);
  }

  async run() {
    const rows = await this.output().write(orderLines(this.input().rows()), { signal: this.signal });
    this.log(`${rows} rows loaded`);
  }
}

/** What comes back has a negative quantity. */
async function* orderLines(lines: AsyncIterable<Readonly<Record<string, string>>>) {
  for await (const line of lines) yield { ...line, quantity: Number(line.quantity) };
}
