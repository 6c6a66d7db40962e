import { existsSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import pRetry from "p-retry";
import { ANALYTICS_FILE } from "./schema.ts";

const LONGEST_WAIT_MS = 30_000;

/**
 * Opens the analytics database for as long as `work` takes.
 *
 * DuckDB lets in one process at a time, and the system frees its lock even when that process is killed: whoever comes
 * second knocks again until the first is out. Within a process, all who use it at the same time share one instance.
 *
 * @throws Error when there is no database, or when another process keeps it for more than 30 seconds
 */
export async function useAnalytics<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  if (!existsSync(ANALYTICS_FILE)) throw new Error(`There is no ${ANALYTICS_FILE}: node make-data.ts makes it.`);
  const instance = await pRetry(() => DuckDBInstance.fromCache(ANALYTICS_FILE), {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: LONGEST_WAIT_MS,
    minTimeout: 10,
    maxTimeout: 100,
    randomize: true,
    shouldRetry: ({ error }) => error.message.includes("Conflicting lock"),
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
