import { DateParameter, Task } from "pipewright";
import { DuckDbPartition } from "../analytics/duckdb-partition.ts";
import { DumpSales } from "./dump-sales.ts";

/** The dump's rows in the analytics database, in place of those that it may have of that day already. */
export class LoadSales extends Task.with({ date: DateParameter() }) {
  requires() {
    return new DumpSales({ date: this.date });
  }

  output() {
    return new DuckDbPartition("sales", this.date);
  }

  async run() {
    const rows = await this.output().replaceWith(ROWS_OF_A_DUMP, { file: this.input().path });
    this.log(`${rows} rows loaded`);
  }
}

const ROWS_OF_A_DUMP = `
  SELECT * FROM read_csv($file, header = true, columns = {
    order_id: 'INTEGER', sold_at: 'TIMESTAMP', region: 'VARCHAR', product: 'VARCHAR', quantity: 'INTEGER', price: 'DECIMAL(10, 2)'
  })`;
