import { SqlTable } from "../duckdb/sql-table.ts";

/** What a shop would export: made up, the same for a month each time. */
export class RawOrders extends SqlTable {
  sql = `
    SELECT n AS order_id, CAST($month || '-01' AS DATE) + CAST(n % 28 AS INTEGER) AS day,
           'customer ' || (n * 7 % 11) AS customer, (n * 37 % 100) / 4.0 AS amount
    FROM range(500) AS numbers(n)`;
}
