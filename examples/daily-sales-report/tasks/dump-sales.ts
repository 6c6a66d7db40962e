import { DateParameter, LocalTarget, Task } from "pipewright";
import { PRODUCTION } from "../systems.ts";

/** A day's order lines, out of the production database into a file of their own. */
export class DumpSales extends Task.with({ date: DateParameter({ description: "the day of the sales" }) }) {
  output() {
    return new LocalTarget(`data/dump/${this.date}.csv`, {
      format: "csv",
      columns: ["order_id", "sold_at", "region", "product", "quantity", "price"],
    });
  }

  async run() {
    const lines = PRODUCTION.rows(LINES_OF_A_DAY, [this.date], { signal: this.signal });
    await this.output().write(withPrices(lines), { signal: this.signal });
  }
}

async function* withPrices(lines: ReturnType<typeof PRODUCTION.rows>) {
  for await (const { price_cents, ...line } of lines) yield { ...line, price: (Number(price_cents) / 100).toFixed(2) };
}

const LINES_OF_A_DAY = `
  SELECT order_id, sold_at, region, products.name AS product, quantity, price_cents
  FROM order_lines JOIN products ON products.id = product_id
  WHERE sold_on = ${PRODUCTION.placeholder(1)}
  ORDER BY order_lines.id`;
