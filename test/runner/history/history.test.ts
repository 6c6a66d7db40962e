import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { History } from "../../../src/runner/history/history.ts";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { planTask, RunEvents } from "./events.ts";
import { describeHistory } from "./history-contract.ts";
import { sqlitePlace } from "./sqlite-place.ts";

const folder = temporaryFolders();

describeHistory(() => sqlitePlace(folder()));

test("loses nothing when a batch could not be written: the next flush writes it, once", () => {
  const file = path.join(folder(), "history.db");
  const [database, other] = [new DatabaseSync(file), new DatabaseSync(file)];
  database.exec(MIGRATIONS.join(""));
  const history = new History(database);
  other.exec("BEGIN IMMEDIATE");
  for (const event of new RunEvents().ofOne(planTask("Load 1"), "ran")) history.record(event);
  expect(() => history.flush()).toThrow("database is locked");
  other.exec("COMMIT");
  history.flush();
  expect(history.runs(10)).toMatchObject([{ status: "success", counts: { ran: 1 } }]);
  history.close();
  other.close();
});
