export { MysqlDatabase } from "./mysql-database.ts";
