// A bug was mended, and the days that it spoiled are made again from the editor.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { pipewright } from "../../support/command.ts";
import { copyExample } from "../../support/copy-example.ts";
import { leavingPicture, pictureFile } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

describe("Redo This Month…", { timeout: 600_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const aggregate = (day: number) => readFileSync(path.join(folder, `data/aggregate/2026-11-${day}.csv`), "utf8");
  const spoiled = new Map<number, string>();

  before(async () => {
    folder = copyExample();
    const file = path.join(folder, "tasks/load-sales.ts");
    const right = readFileSync(file, "utf8");
    const wrong = right.replace("Number(line.quantity)", "-Number(line.quantity)");
    assert.notEqual(wrong, right);
    writeFileSync(file, wrong);
    const { exitCode, stderr } = await pipewright(folder, [
      "backfill",
      "SalesReport",
      "--from",
      "2026-11-14",
      "--to",
      "2026-11-16",
    ]);
    assert.equal(exitCode, 0, stderr);
    writeFileSync(file, right);
    for (const day of [14, 15, 16]) spoiled.set(day, aggregate(day));
    server = await startServer({ extension: path.resolve(import.meta.dirname, "../../..") });
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  pictured("what the bug has spoiled is marked over the class and in the tree", async () => {
    await workbench.openFile("load-sales.ts");
    // The first answer of the history takes as long as the machine does.
    await workbench.codeLens("3 stale").waitFor({ timeout: 120_000 });
    await workbench.runCommand("View: Show Pipewright");
    await workbench.treeRow("LoadSales, 3 ran").filter({ hasText: "3 stale" }).waitFor({ timeout: 60_000 });
    await workbench.treeRow("SalesPage, 3 ran").filter({ hasText: "3 stale" }).waitFor({ timeout: 60_000 });
    assert.equal(await workbench.treeRow("DumpSales").filter({ hasText: "stale" }).count(), 0);
  });

  pictured("the list shows what is hit, before anything is touched", async () => {
    const ask = workbench.page.locator(".quick-input-widget:visible", { hasText: "Redo This Month…" });
    await workbench.followCodeLens("3 stale", ask);
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "LoadSales" }).waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.answer("from which date", "2026-11-15");
    await workbench.answer("to which date", "2026-11-16");
    await workbench.pick("With all that was made of them");
    const dialog = workbench.page.locator(".monaco-dialog-box", {
      hasText: "Redo LoadSales(date=2026-11-15…2026-11-16)",
    });
    await dialog.waitFor({ timeout: 120_000 });
    const told = await dialog.innerText();
    for (const family of ["SalesPage", "AggregateSales"])
      assert.match(told, new RegExp(`${family} +×2.*made of what you chose`));
    assert.match(told, /LoadSales +×2/);
    assert.doesNotMatch(told, /DumpSales|BackUpDump/);
    await workbench.editorLine("SalesPage(date=2026-11-16)").waitFor();
    assert.ok(existsSync(path.join(folder, "data/report/2026-11-15.html")));
    await workbench.screenshot(pictureFile("the list of what is made again"));
  });

  pictured("confirmed, these days are made again, and the others are stale still", async () => {
    await workbench.page.locator(".monaco-dialog-box").getByRole("button", { name: "Make Again" }).click();
    // What is set aside is not stale: the tree says so before it is made again.
    const isMade = () => [15, 16].every((day) => existsSync(path.join(folder, `data/report/2026-11-${day}.html`)));
    await workbench.treeRow("LoadSales, 3 ran").filter({ hasText: "1 stale" }).waitFor({ timeout: 120_000 });
    while (!isMade()) await workbench.page.waitForTimeout(200);
    await workbench.treeRow("SalesPage, 3 ran").filter({ hasText: "1 stale" }).waitFor({ timeout: 120_000 });
    assert.equal(aggregate(14), spoiled.get(14));
    // On the 15th the shops were closed.
    assert.notEqual(aggregate(16), spoiled.get(16));
  });

  pictured("the graph and the grid mark exactly the classes and the dates that are stale", async () => {
    const panel = workbench.webview("pipewright.pipewright");
    const node = (family: string) => panel.locator(`.node[data-family="${family}"]`);
    await workbench.runCommand("Pipewright: Open Task Graph");
    for (const family of ["LoadSales", "AggregateSales", "SalesPage"])
      await node(family).locator(".stale", { hasText: "1 stale" }).waitFor({ timeout: 120_000 });
    for (const family of ["DumpSales", "BackUpDump", "SalesReport"])
      assert.equal(await node(family).locator(".stale").textContent(), "");

    await node("SalesReport").focus();
    await workbench.page.keyboard.press("g");
    await panel.locator('#page-grid [data-field="range"]').fill("2026-11-13..2026-11-16");
    await panel.locator('#page-grid [role="grid"][aria-colcount="4"][aria-rowcount="6"]').waitFor({ timeout: 120_000 });
    const grid = panel.getByRole("grid");
    const cell = panel.locator("#current-cell");
    // What is remembered is shown first, and then what is found.
    const looking = panel.locator("#page-grid", { hasText: "Looking at the outputs…" });
    await looking.waitFor({ state: "detached", timeout: 120_000 });
    const told: string[] = [];
    await grid.focus();
    for (let row = 0; row < 6; row++) {
      await grid.press("Home");
      for (let column = 0; column < 4; column++) {
        told.push((await cell.textContent()) ?? "");
        await grid.press("ArrowRight");
      }
      await grid.press("ArrowDown");
    }
    assert.equal(new Set(told.map((text) => text.split(":")[0])).size, 24);
    assert.deepEqual(
      told
        .filter((text) => text.includes("stale"))
        .map((text) => text.split(":")[0] ?? "")
        .toSorted((a, b) => (a < b ? -1 : 1)),
      ["AggregateSales 2026-11-14", "LoadSales 2026-11-14", "SalesPage 2026-11-14"],
    );
    await workbench.screenshot(pictureFile("stale dates in the grid of the editor"));
  });
});
