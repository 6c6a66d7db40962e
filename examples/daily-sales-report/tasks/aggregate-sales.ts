import { DateParameter, LocalTarget, Task } from "pipewright";
import { ANALYTICS } from "../systems.ts";
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

    const sales = ANALYTICS.rows(SALES_BY_REGION_AND_PRODUCT, [this.date], { signal: this.signal });
    await this.output().write(sales, { signal: this.signal });
  }
}

const SALES_BY_REGION_AND_PRODUCT = `
  SELECT
    region,
    product,
    coalesce(sum(quantity) FILTER (WHERE quantity > 0), 0) AS sold,
    coalesce(-sum(quantity) FILTER (WHERE quantity < 0), 0) AS returned,
    sum(quantity * price) AS revenue
  FROM sales
  WHERE date = ${ANALYTICS.placeholder(1)}
  GROUP BY region, product
  ORDER BY region, product`;
