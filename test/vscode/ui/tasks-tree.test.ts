// The tree of tasks in the side bar of a real workbench.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
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
    const dump = path.join(folder, "tasks/dump-sales.ts");
    const text = readFileSync(dump, "utf8");
    writeFileSync(dump, text.replace(/(class DumpSales .*\{\n)/, '$1  static tags = ["raw"];\n\n'));
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

  pictured("is grouped by tag, where those without one come last", async () => {
    await workbench.runCommand("Pipewright: Group Tasks by Tag");
    await workbench.treeRow("raw").waitFor();
    await workbench.treeRow("No tag").waitFor();
    const [raw, none] = [await workbench.treeRow("raw").boundingBox(), await workbench.treeRow("No tag").boundingBox()];
    assert.ok(raw && none && raw.y < none.y);
  });

  pictured("shows what a query chooses, until that is taken back", async () => {
    await workbench.runCommand("Pipewright: Filter Tasks…");
    await workbench.answer(/^Filter Tasks/, "1+LoadSales");
    await workbench.treeRow("BackUpDump").waitFor({ state: "detached" });
    await workbench.treeRow("LoadSales").waitFor();
    await workbench.treeRow("DumpSales, ran").waitFor();
    await workbench.page.locator(".part.sidebar", { hasText: "Filter: 1+LoadSales" }).waitFor();
    await workbench.runCommand("Pipewright: Clear the Filter");
    await workbench.treeRow("BackUpDump").waitFor();
    await workbench.runCommand("Pipewright: Group Tasks by Folder");
    await workbench.treeRow("raw").waitFor({ state: "detached" });
  });
});
