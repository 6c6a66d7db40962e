import { findPostgresDriver } from "../history/find-postgres-driver.ts";
import { PostgresSession } from "../history/postgres-session.ts";
import { serverAddress } from "../history/server-address.ts";

const PAUSE_MS = 2000;

/** That somebody lives is no news. */
const NO_NEWS = ["claims", "resource_claims", "run_leases"];

/**
 * Tells when something was recorded on the server that keeps the history, on whichever machine: it counts the changes of
 * the tables itself. While it can not be reached nothing is told.
 *
 * @param address of the server
 * @param root the project's folder
 * @param signal ends it
 */
export async function watchServer(
  address: string,
  root: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { url, schema } = serverAddress(address);
  const { default: pg } = (await import(findPostgresDriver(root))) as { default: typeof import("pg") };
  const settings = { url: url.href, greeting: "SELECT 1", lock: "", patienceMs: 0 };
  const session = new PostgresSession(settings, (more) => new pg.Client(more));
  const sql = `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text AS changes FROM pg_stat_user_tables
    WHERE schemaname = '${schema.replaceAll("'", "''")}' AND relname <> ALL ('{${NO_NEWS.join()}}')`;
  let seen: unknown;
  while (!signal.aborted) {
    try {
      const now = (await session.ask({ kind: "read", sql })).at(-1)?.rows[0]?.changes;
      if (seen !== undefined && now !== seen) changed();
      seen = now;
    } catch {
      // The next time is soon enough; who asks the history himself is told what is wrong.
    }
    await pause(signal);
  }
  await session.ask({ kind: "close", sql: "" });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
