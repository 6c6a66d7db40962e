import { setTimeout } from "node:timers/promises";
import type { DuckDBInstance } from "@duckdb/node-api";
import { oneAtATime } from "../database/one-at-a-time.ts";
import { loadDuckDb } from "./load-duckdb.ts";

export interface SharedInstanceOptions {
  readonly settings: Readonly<Record<string, string>>;
  /** Seconds that it waits for a process that keeps the file. */
  readonly lockTimeout: number;
  readonly signal: AbortSignal | undefined;
}

export interface SharedInstance {
  readonly instance: DuckDBInstance;
  /** To be called once, when nothing is asked of it any more. */
  release(): void;
}

interface Open {
  readonly instance: DuckDBInstance;
  users: number;
}

const OPEN = new Map<string, Open>();

/**
 * A database file, opened for as long as somebody in this process uses it.
 *
 * DuckDB lets in one process at a time, and the system frees its lock even when that process is killed: whoever comes
 * second knocks until the first is out. We count the users ourselves: DuckDB's own cache of instances, when two ask for
 * a file that another process keeps, goes on telling both that it is attached already.
 *
 * @param file absolute
 * @throws what DuckDB throws, when the file is none of its own or another process keeps it for too long
 */
export async function shareInstance(file: string, options: SharedInstanceOptions): Promise<SharedInstance> {
  const open = await oneAtATime(`open ${file}`, async () => {
    const found = OPEN.get(file) ?? { instance: await openFile(file, options), users: 0 };
    found.users++;
    OPEN.set(file, found);
    return found;
  });
  const release = () => {
    open.users--;
    if (open.users > 0) return;
    OPEN.delete(file);
    open.instance.closeSync();
  };
  return { instance: open.instance, release };
}

async function openFile(file: string, { settings, lockTimeout, signal }: SharedInstanceOptions) {
  const { DuckDBInstance } = await loadDuckDb();
  const until = Date.now() + lockTimeout * 1000;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await DuckDBInstance.create(file, { ...settings });
    } catch (error) {
      if (!/Conflicting lock/.test(String(error)) || Date.now() > until) throw error;
      await setTimeout(10 + Math.random() * 40, undefined, { signal });
    }
  }
}
