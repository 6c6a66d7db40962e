import { PartitionTarget } from "pipewright/targets/database";
import { ANALYTICS } from "../systems.ts";

/**
 * A day's rows of the table `sales`. They exist when a marker in the same database says so: rows and marker come and go
 * in one transaction, so that neither a crash nor a second run nor a lost marker can double a row.
 */
export function salesOf(date: { toString(): string }): PartitionTarget {
  return new PartitionTarget(ANALYTICS, { table: "sales", where: { date: date.toString() }, create: TABLE });
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS sales (
    date DATE, order_id INTEGER, sold_at TIMESTAMP, region VARCHAR(20), product VARCHAR(100), quantity INTEGER,
    price DECIMAL(10, 2)
  )`;
