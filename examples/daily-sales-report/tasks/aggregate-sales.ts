import { DateParameter, LocalTarget, Task } from "pipewright";
import { LoadSales } from "./load-sales.ts";

/** What each region sold of each product on a day. */
export class AggregateSales extends Task.with({ date: DateParameter() }) {
  requires() {
    return new LoadSales({ date: this.date });
  }

  output() {
    return new LocalTarget(`data/aggregate/${this.date}.csv`, {
      format: "csv",
      columns: ["region", "product", "sold", "returned", "revenue"],
    });
  }

  async run() {
    // To see what a failure looks like: FAIL_ON=2026-11-18 pipewright backfill …
    if (process.env.FAIL_ON === this.date.toString())
      throw new Error(`No sales for you on ${this.date}: FAIL_ON says so.`);

    await this.output().write(await this.input().query(SALES_BY_REGION_AND_PRODUCT));
  }
}

const SALES_BY_REGION_AND_PRODUCT = `
  SELECT
    region,
    product,
    coalesce(sum(quantity) FILTER (quantity > 0), 0) AS sold,
    coalesce(-sum(quantity) FILTER (quantity < 0), 0) AS returned,
    sum(quantity * price) AS revenue
  FROM sales
  WHERE date = CAST($date AS DATE)
  GROUP BY ALL
  ORDER BY ALL`;
