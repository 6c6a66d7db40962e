export { DuckDbDatabase } from "./duckdb-database.ts";
export { ParquetTarget, type ParquetTargetOptions } from "./parquet-target.ts";
