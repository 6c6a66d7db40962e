export const ANALYTICS_FILE = "data/analytics.duckdb";

/** The analytics database: the sales, and which days of them are whole. */
export const SCHEMA = `
  CREATE TABLE sales (
    date DATE, order_id INTEGER, sold_at TIMESTAMP, region VARCHAR, product VARCHAR, quantity INTEGER, price DECIMAL(10, 2)
  );
  CREATE TABLE loaded (table_name VARCHAR, date DATE, row_count BIGINT);`;
