// No run outlives the window that it was started from.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { lines, pipewright } from "../../support/command.ts";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { pictureFile } from "../host/pictures.ts";
import { processesIn } from "../host/processes-in.ts";
import { until } from "../host/until.ts";
import type { Workbench } from "../host/workbench.ts";

const EXTENSION = "pipewright.pipewright";
const ENOUGH_MS = 30_000;

describe("a window that is closed in the middle of a backfill", { timeout: 300_000 }, () => {
  let folder: string;
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;

  before(async () => {
    opened = await openWindow();
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  it("takes the runner and its workers with it, and leaves a cancelled run and whole files", async () => {
    await workbench.openFile("sales-report.ts");
    await workbench.codeLens("Backfill…").click();
    await workbench.answer("from which date", "2026-09-01");
    await workbench.answer("to which date", "2026-11-20");
    await workbench
      .statusItem(EXTENSION, "pipewright.status")
      .getByText(/[1-9]\d* of 4\d\d/)
      .waitFor();
    await workbench.screenshot(pictureFile("a backfill is running"));
    assert.ok(processesIn(folder).some((command) => command.includes("worker.js")));

    await workbench.close();

    await until(() => processesIn(folder).length === 0, ENOUGH_MS);
    assert.deepEqual(processesIn(folder), []);
    const { stdout } = await pipewright(folder, ["history", "--json"]);
    const [last] = lines<{ readonly status?: string }>(stdout);
    assert.equal(last?.status, "cancelled");
    const made = readdirSync(path.join(folder, "data"), { recursive: true, encoding: "utf8" });
    assert.ok(made.some((file) => file.startsWith("report/")));
    assert.deepEqual(
      made.filter((file) => file.startsWith("report/") && !/^report\/[-\d]+\.html$/.test(file)),
      [],
    );
  });
});
