export { PostgresDatabase } from "./postgres-database.ts";
