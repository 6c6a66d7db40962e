export { CopyToTable } from "./copy-to-table.ts";
export { Database } from "./database.ts";
export type { DatabaseRow, DatabaseRows } from "./database-rows.ts";
export type { Partition, PartitionStore, WriteOptions } from "./partition-store.ts";
export { type PartitionOptions, PartitionTarget } from "./partition-target.ts";
export { QueryTask, type RowTarget } from "./query-task.ts";
export { type MarkerStatements, type Transaction, TransactionalDatabase } from "./transactional-database.ts";
