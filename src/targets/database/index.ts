export { CopyToTable } from "./copy-to-table.ts";
export { Database, type DatabaseRow, type DatabaseRows, type MarkerStatements, type Transaction } from "./database.ts";
export { type PartitionOptions, PartitionTarget } from "./partition-target.ts";
export { QueryTask, type RowTarget } from "./query-task.ts";
