import { SqlTable } from "../duckdb/sql-table.ts";
import { RawOrders } from "./raw-orders.ts";

export class Customers extends SqlTable {
  override requires() {
    return { raw: new RawOrders({ month: this.month }) };
  }
  sql = "SELECT customer, min(day) AS first_day, count(*) AS orders FROM $raw GROUP BY customer";
}
