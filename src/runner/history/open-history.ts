import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { makeStateFolder } from "../project/load-project.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { History } from "./history.ts";
import { historyAddress } from "./history-address.ts";
import { isBusy } from "./is-busy.ts";
import { isDamaged } from "./is-damaged.ts";
import { LEASE_MS } from "./lease-ms.ts";
import { RunLeases } from "./run-leases.ts";
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from "./schema.ts";
import { setHistoryAside } from "./set-history-aside.ts";

const FILE = "history.db";
/** Names the server that keeps the history: the editor, which reads none by itself, sees that there is no file to watch. */
const SERVER = "history.server";
const BUSY_TIMEOUT_MS = 10_000;
/** Pages that are written next to the file until they are taken over into it: many are written again before that. */
const CHECKPOINT_PAGES = 4000;

/** Runs of other machines are taken for dead after so many leases: nobody waits for their server as long as that. */
const LEASES = 4;

/**
 * Opens the project's history, on the server that the project names or else in `.pipewright/history.db`, and makes it when there is none. A file that is damaged or is
 * something else is set aside under another name, and a new history begun.
 *
 * @param warn takes word of a file that was set aside
 * @throws UserError when a newer Pipewright made the history
 */
export async function openHistory(project: Project, warn: (message: string) => void): Promise<History> {
  await makeStateFolder(project);
  const address = historyAddress(project.config.history);
  if (address !== undefined) return openOnServer(address, project);
  await rm(path.join(project.stateDir, SERVER), { force: true });
  const file = path.join(project.stateDir, FILE);
  try {
    return new History(await openDatabase(file));
  } catch (error) {
    if (!(error instanceof ForeignFileError || isDamaged(error))) throw error;
    warn(await setHistoryAside(project, (error as Error).message));
    return new History(await openDatabase(file));
  }
}

/**
 * The same for who only looks: a project where nothing ran yet has an empty history, and no file is made.
 *
 * @param warn takes word of a file that was set aside
 * @throws UserError when a newer Pipewright made the history
 */
export async function openPastHistory(project: Project, warn: (message: string) => void): Promise<History> {
  const isKept = historyAddress(project.config.history) !== undefined || existsSync(path.join(project.stateDir, FILE));
  return isKept ? openHistory(project, warn) : new History(await openDatabase(":memory:"));
}

async function openOnServer(address: string, { root, stateDir }: Project): Promise<History> {
  const { openPostgres } = await import("./open-postgres.ts");
  const database = openPostgres(address, root);
  await writeFile(path.join(stateDir, SERVER), `${database.address}\n`);
  return new History(database, new RunLeases(database, LEASES * LEASE_MS));
}

class ForeignFileError extends Error {
  override readonly name = "ForeignFileError";
}

async function openDatabase(file: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await importSqlite();
  const database = new DatabaseSync(file);
  try {
    // By pragma: the constructor's option came with Node 22.16.
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // Before the first write, and that is what WAL would be: another program's file is to stay as it is.
    versionOf(database, file);
    await useWal(database);
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    prepare(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Of two that open a new file at once, SQLite tells one that it is locked, and lets it not wait for that. */
async function useWal(database: DatabaseSync): Promise<void> {
  const until = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return database.exec("PRAGMA journal_mode = WAL");
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await sleep(5 + Math.random() * 20);
    }
  }
}

function prepare(database: DatabaseSync, file: string): void {
  const version = versionOf(database, file);
  if (version === SCHEMA_VERSION) return;
  // Another process may be just as far: whoever comes second finds it done.
  database.exec("BEGIN IMMEDIATE");
  for (const migration of MIGRATIONS.slice(versionOf(database, file))) database.exec(migration);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

/** @returns 0 for a file without tables */
function versionOf(database: DatabaseSync, file: string): number {
  // In one question: between two, another process may make the tables.
  const { tables, application, version } = database
    .prepare(
      `SELECT (SELECT count(*) FROM sqlite_master) AS tables, user_version AS version, application_id AS application
       FROM pragma_user_version, pragma_application_id`,
    )
    .get() as { tables: number; application: number; version: number };
  if (tables === 0) return 0;
  if (application !== APPLICATION_ID) throw new ForeignFileError("it is a database of another program");
  if (version > SCHEMA_VERSION)
    throw new UserError(`${file} was made by a newer Pipewright. Use that one, or move the file away.`);
  return version;
}

/** Node 22 warns of SQLite each time it is loaded, which says nothing to our users. */
async function importSqlite(): Promise<typeof import("node:sqlite")> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (!String(warning).startsWith("SQLite is an experimental feature")) emitWarning.call(process, warning, ...rest);
  };
  try {
    return await import("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
