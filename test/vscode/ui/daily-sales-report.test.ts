// The example in a real workbench, used as a person would use it. The tests build on each other, as a first hour does.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture, pictureFile } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";

const EXTENSION = "pipewright.pipewright";
const FAMILIES = ["AggregateSales", "BackUpDump", "DumpSales", "LoadSales", "SalesPage", "SalesReport"];

describe("the daily sales report in VS Code", { timeout: 300_000 }, () => {
  let folder: string;
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;

  before(async () => {
    opened = await openWindow({ env: { FAIL_ON: "2026-11-18" } });
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const node = (family: string) => workbench.webview(EXTENSION).locator(`.node[data-family="${family}"]`);
  const nodeWith = (family: string, status: string) =>
    workbench.webview(EXTENSION).locator(`.node[data-family="${family}"][data-status="${status}"]`);
  const output = (file: string) => existsSync(path.join(folder, "data", file));

  pictured("the graph panel shows the tasks and what they require", async () => {
    // Commands are there as soon as the extension is activated by the project's configuration file.
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
    await workbench.editorTab("Task Graph").waitFor();
    for (const family of FAMILIES) await node(family).waitFor();
    await nodeWith("SalesReport", "neverRan").waitFor();
    await workbench.webview(EXTENSION).locator('.graph[data-edges="6"]').waitFor();
  });

  pictured("a task is run from the explorer, and the graph shows it", async () => {
    await workbench.expand("tasks");
    await workbench.contextMenu(workbench.treeRow("dump-sales.ts"), "Run Task…");
    await workbench.answer("Run DumpSales", "2026-11-13");
    await nodeWith("DumpSales", "ran").waitFor();
    assert.ok(output("dump/2026-11-13.csv"));
    await nodeWith("LoadSales", "neverRan").waitFor();
  });

  pictured("a task is run from a node of the graph, with what it needs", async () => {
    await workbench.contextMenu(node("AggregateSales"), "Run Task…");
    await workbench.answer("Run AggregateSales", "2026-11-13");
    await nodeWith("AggregateSales", "ran").waitFor();
    await nodeWith("LoadSales", "ran").waitFor();
    assert.ok(output("aggregate/2026-11-13.csv"));
  });

  it("a value that is no date is refused while it is typed", async () => {
    await workbench.contextMenu(node("SalesPage"), "Run Task…");
    await workbench.page.locator(".quick-input-widget:visible", { hasText: "Run SalesPage" }).waitFor();
    await workbench.typeIntoInput("2026-13-01");
    await workbench
      .inputMessage()
      .getByText(/2026-13-01|date/i)
      .first()
      .waitFor();
    await workbench.page.keyboard.press("Enter");
    assert.ok(await workbench.inputMessage().isVisible());
    await workbench.screenshot(pictureFile("a value that is no date"));
    await workbench.page.keyboard.press("Escape");
  });

  pictured("a click on a node leads to the code", async () => {
    await node("SalesPage").click();
    await workbench.editorTab("sales-page.ts").waitFor();
    await workbench.editorLine("class SalesPage").waitFor();
  });

  pictured("a task is run from the editor, and its class line tells how it ended", async () => {
    await workbench.contextMenu(workbench.editorLine("class SalesPage"), "Run Task…");
    await workbench.answer("Run SalesPage", "2026-11-13");
    await workbench.codeLens(/ran/).waitFor();
    assert.ok(output("report/2026-11-13.html"));
  });

  pictured("a backfill from the CodeLens runs the days that are missing, and one fails", async () => {
    await workbench.openFile("sales-report.ts");
    await workbench.codeLens("Backfill…").click();
    await workbench.answer("from which date", "2026-11-16");
    await workbench.answer("to which date", "2026-11-20");
    const status = workbench.statusItem(EXTENSION, "pipewright.status");
    await status.getByText(/\d+ of \d+/).waitFor();
    await workbench.notification(/1 task failed/).waitFor();
    await status.getByText("1 failed").waitFor();
    assert.match((await status.getAttribute("class")) ?? "", /error/);
    for (const day of ["16", "17", "19", "20"]) assert.ok(output(`report/2026-11-${day}.html`), day);
    assert.ok(!output("report/2026-11-18.html"));
  });

  pictured("the graph shows the failure and what waits for it", async () => {
    await workbench.editorTab("Task Graph").click();
    await nodeWith("AggregateSales", "failed").waitFor();
    await nodeWith("SalesPage", "pending").waitFor();
    await nodeWith("BackUpDump", "ran").waitFor();
  });

  pictured("the status bar leads to the line that threw", async () => {
    await workbench.statusItem(EXTENSION, "pipewright.status").click();
    await workbench.pick(/AggregateSales.*2026-11-18/);
    await workbench.editorTab("aggregate-sales.ts").waitFor();
    await workbench.editorLine("throw new Error").waitFor();
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.page
      .locator(".editor-group-container.active .codelens-decoration", { hasText: /failed/ })
      .waitFor();
  });

  pictured("the log of what failed is a click on its CodeLens away", async () => {
    await workbench.codeLens(/failed/).click();
    await workbench.editorTab(/^AggregateSales.*2026-11-18.*\.log$/).waitFor();
    await workbench.editorLine("No sales for you on 2026-11-18").waitFor();
  });

  pictured("the graph is there again when the window was reloaded, and knows how the tasks ended", async () => {
    await workbench.reload();
    await workbench.statusItem(EXTENSION, "pipewright.status").waitFor();
    await nodeWith("AggregateSales", "failed").waitFor();
    await nodeWith("BackUpDump", "ran").waitFor();
    await workbench.statusItem(EXTENSION, "pipewright.status").getByText("1 failed").waitFor();
  });

  it("asked nothing of the network, and left no error in the console", () => {
    assert.deepEqual(workbench.externalRequests, []);
    assert.deepEqual(workbench.errorsAbout(/pipewright/i), []);
  });
});
