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
});
