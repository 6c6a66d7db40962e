import { loadDriver } from "../load-driver.ts";

export function loadDuckDb(): Promise<typeof import("@duckdb/node-api")> {
  return loadDriver("@duckdb/node-api", "DuckDB");
}
