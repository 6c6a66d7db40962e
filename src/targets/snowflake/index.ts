export { SnowflakeDatabase } from "./snowflake-database.ts";
export type { SnowflakeOptions } from "./snowflake-options.ts";
