import { SqlTable } from "../duckdb/sql-table.ts";
import { RawOrders } from "./raw-orders.ts";

/** Orders that count: those with an amount. */
export class Orders extends SqlTable {
  override requires() {
    return { raw: new RawOrders({ month: this.month }) };
  }
  sql = "SELECT order_id, day, customer, amount FROM $raw WHERE amount > 0";
}
