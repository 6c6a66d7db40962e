import { SqlTable } from "../duckdb/sql-table.ts";
import { Customers } from "./customers.ts";
import { Orders } from "./orders.ts";

/** What each customer brought in a month. */
export class Revenue extends SqlTable {
  override requires() {
    return { orders: new Orders({ month: this.month }), customers: new Customers({ month: this.month }) };
  }
  sql = `
    SELECT customer, first_day, sum(amount) AS revenue
    FROM $orders AS orders JOIN $customers AS customers USING (customer)
    GROUP BY ALL ORDER BY revenue DESC, customer`;
}
