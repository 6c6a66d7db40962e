import { DatabaseSync } from "node:sqlite";
import { test } from "vitest";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { expectRulesOfStale } from "./expect-rules-of-stale.ts";

test("SQLite's answer to what is stale is the same as that of the rules, whatever the history", () => {
  const database = new DatabaseSync(":memory:");
  database.exec(MIGRATIONS.join(""));
  expectRulesOfStale(database, 300);
  database.close();
});
