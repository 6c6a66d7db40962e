import { UserError } from "../run/user-error.ts";
import { findPostgresDriver } from "./find-postgres-driver.ts";
import { inTransaction } from "./in-transaction.ts";
import { PostgresHistory } from "./postgres-history.ts";
import { WORDS_OF_SQLITE } from "./postgres-words.ts";
import { RECEIPTS } from "./receipts.ts";
import { RUN_LEASES } from "./run-leases.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "./schema.ts";
import { serverAddress } from "./server-address.ts";

/** The variable is for tests alone, which can not wait so long. */
const PATIENCE_MS = Number(process.env.PIPEWRIGHT_HISTORY_PATIENCE_MS ?? 45_000);

/**
 * Opens the history that a PostgreSQL server keeps, and makes its tables where there are none.
 *
 * @param address `postgres://user:password@host:5432/database?schema=pipewright`
 * @param root the project's folder, where the driver is installed
 * @throws UserError when the driver is missing, a newer Pipewright made the history, or the schema is another program's
 */
export function openPostgres(address: string, root: string): PostgresHistory {
  const { url, schema } = serverAddress(address);
  const database = new PostgresHistory({ url, schema, driver: findPostgresDriver(root), patienceMs: PATIENCE_MS });
  try {
    prepare(database, schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: PostgresHistory, schema: string): void {
  if (versionOf(database, schema) === SCHEMA_VERSION) return;
  // Another process may be just as far: whoever comes second finds it done.
  inTransaction(database, () => {
    const version = versionOf(database, schema);
    if (version === 0) makeSchema(database, schema);
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    if (version === 0) database.exec(RUN_LEASES);
    database.prepare("UPDATE history_version SET version = ?").run(SCHEMA_VERSION);
  });
}

/** @returns 0 where there is none yet */
function versionOf(database: PostgresHistory, schema: string): number {
  const tables = database
    .prepare("SELECT tablename AS name FROM pg_tables WHERE schemaname = ?")
    .all(schema)
    .map(({ name }) => name);
  if (tables.length === 0) return 0;
  if (!tables.includes("history_version"))
    throw new UserError(
      `${database.address} has tables of another program: name a schema for the history, as in postgres://…?schema=shop.`,
    );
  const version = Number(database.prepare("SELECT version FROM history_version").get()?.version);
  if (version > SCHEMA_VERSION)
    throw new UserError(`${database.address} was made by a newer Pipewright. Use that one, or name another schema.`);
  return version;
}

function makeSchema(database: PostgresHistory, schema: string): void {
  // Who may use a schema that is there may not be allowed to make one, not even IF NOT EXISTS.
  const isThere = database.prepare("SELECT 1 FROM pg_namespace WHERE nspname = ?").get(schema) !== undefined;
  if (!isThere) database.exec(`CREATE SCHEMA "${schema.replaceAll('"', '""')}"`);
  database.exec(WORDS_OF_SQLITE);
  database.exec(RECEIPTS);
  database.exec("CREATE TABLE history_version (version INTEGER NOT NULL); INSERT INTO history_version VALUES (0)");
}
