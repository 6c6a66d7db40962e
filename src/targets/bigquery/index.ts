export { BigQueryDatabase, type BigQueryOptions } from "./bigquery-database.ts";
