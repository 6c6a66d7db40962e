import { FileSystemTarget, LocalTarget } from "pipewright";
import type { TransactionalDatabase } from "pipewright/targets/database";
import { DuckDbDatabase } from "pipewright/targets/duckdb";
import { PostgresDatabase } from "pipewright/targets/postgres";
import { S3Target } from "pipewright/targets/s3";
import { SqliteDatabase } from "pipewright/targets/sqlite";

// The systems that the tasks talk to: files beside them, or what the environment names, with not a line of a task changed.
//
//   SALES_DATABASE      postgres://…     the shop's database
//   ANALYTICS_DATABASE  postgres://…     where the sales are analysed
//   BACKUP              s3://bucket/…    the backup drive
const { SALES_DATABASE, ANALYTICS_DATABASE, BACKUP = "data/backup" } = process.env;

/** Where the shop keeps its sales. */
export const PRODUCTION: TransactionalDatabase = SALES_DATABASE
  ? new PostgresDatabase(SALES_DATABASE)
  : new SqliteDatabase("data/production.db");

/** Where the sales are analysed. */
export const ANALYTICS: TransactionalDatabase = ANALYTICS_DATABASE
  ? new PostgresDatabase(ANALYTICS_DATABASE)
  : new DuckDbDatabase("data/analytics.duckdb");

/** A file on the backup drive, as the bytes that it has. */
export function backupOf(name: string): FileSystemTarget<"bytes"> {
  const place = `${BACKUP}/${name}`;
  return BACKUP.startsWith("s3://")
    ? new S3Target(place, { format: "bytes" })
    : new LocalTarget(place, { format: "bytes" });
}
