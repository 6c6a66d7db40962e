export { SqliteDatabase } from "./sqlite-database.ts";
