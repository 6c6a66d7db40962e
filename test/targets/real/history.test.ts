import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { openPostgres } from "../../../src/runner/history/open-postgres.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { describeClaims } from "../../runner/history/claims-contract.ts";
import { describeHistory } from "../../runner/history/history-contract.ts";
import type { HistoryPlace } from "../../runner/history/history-place.ts";
import { describePruning } from "../../runner/history/prune-contract.ts";
import { expectRulesOfStale } from "../../runner/redo/expect-rules-of-stale.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { POSTGRES_PASSWORD, postgresServer } from "../servers/postgres-server.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

const server = await postgresServer();
afterAll(() => server.stop());
const folder = temporaryFolders();
const database = `postgres://postgres:${encodeURIComponent(POSTGRES_PASSWORD)}@127.0.0.1:${server.port}/postgres`;
const tables = openPostgres(database, ROOT);
afterAll(() => tables.close());

/** A new place is an empty one: to make the tables takes longer than most tests. */
async function postgresPlace(): Promise<HistoryPlace> {
  const found = await loadProject(folder());
  tables.exec(
    "TRUNCATE runs, task_runs, attempts, latest, claims, resource_claims, backfills, backfill_dates, made, inputs, codes, run_leases",
  );
  const project = { ...found, config: { ...found.config, history: { keepDays: 90, database } } };
  const open = () => openHistory(project, (message) => expect.fail(message));
  return { project, open, tables: () => openPostgres(database, ROOT) };
}

describeHistory(postgresPlace);
describeClaims(postgresPlace);
describePruning(postgresPlace);

test("PostgreSQL's answer to what is stale is the same as that of the rules, whatever the history", async () => {
  await postgresPlace();
  expectRulesOfStale(tables, 100);
});
