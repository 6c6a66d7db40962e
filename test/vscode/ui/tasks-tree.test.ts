// The tree of tasks in the side bar of a real workbench.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { copyExample } from "../../support/copy-example.ts";
import { leavingPicture } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

describe("the tree of tasks", { timeout: 180_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    folder = copyExample();
    server = await startServer({ extension: path.resolve(import.meta.dirname, "../../..") });
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  pictured("tells how each task stands, and a run from its menu changes that", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("View: Show Pipewright");
    await workbench.treeRow("DumpSales, never ran").waitFor();
    await workbench.contextMenu(workbench.treeRow("DumpSales"), "Run Task…");
    await workbench.answer("Run DumpSales", "2026-11-13");
    await workbench.treeRow("DumpSales, ran").waitFor();
    assert.equal(await workbench.treeRow("LoadSales, never ran").count(), 1);
  });
});
