import { DatabaseSync } from "node:sqlite";
import { DateParameter, LocalTarget, Task } from "pipewright";

/** A day's order lines, out of the production database into a file of their own. */
export class DumpSales extends Task.with({ date: DateParameter({ description: "the day of the sales" }) }) {
  output() {
    return new LocalTarget(`data/dump/${this.date}.csv`, {
      format: "csv",
      columns: ["order_id", "sold_at", "region", "product", "quantity", "price"],
    });
  }

  async run() {
    const production = new DatabaseSync("data/production.db", { readOnly: true });
    try {
      await this.output().write(production.prepare(LINES_OF_A_DAY).iterate(this.date.toString()));
    } finally {
      production.close();
    }
  }
}

const LINES_OF_A_DAY = `
  SELECT order_id, sold_at, region, products.name AS product, quantity, printf('%.2f', price_cents / 100.0) AS price
  FROM order_lines JOIN products ON products.id = product_id
  WHERE sold_on = ?
  ORDER BY order_lines.id`;
