// No run outlives the window that it was started from.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { copyExample } from "../../support/copy-example.ts";
import { pictureFile } from "../host/pictures.ts";
import { processesIn } from "../host/processes-in.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const EXTENSION = "pipewright.pipewright";
const ENOUGH_MS = 30_000;

describe("a window that is closed in the middle of a backfill", { timeout: 300_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;

  before(async () => {
    folder = copyExample();
    server = await startServer({ extension: root });
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(path.dirname(folder), { recursive: true, force: true });
  });

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

    const end = Date.now() + ENOUGH_MS;
    while (processesIn(folder).length > 0 && Date.now() < end) await sleep(100);
    assert.deepEqual(processesIn(folder), []);
    const [last] = pipewright("history");
    assert.equal(last?.status, "cancelled");
    const made = readdirSync(path.join(folder, "data"), { recursive: true, encoding: "utf8" });
    assert.ok(made.some((file) => file.startsWith("report/")));
    assert.deepEqual(
      made.filter((file) => file.startsWith("report/") && !/^report\/[-\d]+\.html$/.test(file)),
      [],
    );
  });

  function pipewright(...args: string[]): { status?: string }[] {
    const lines = execFileSync(process.execPath, [path.join(root, "dist/cli.js"), ...args, "--json"], {
      cwd: folder,
      encoding: "utf8",
    });
    return lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }
});
