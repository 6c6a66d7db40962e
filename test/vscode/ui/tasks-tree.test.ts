// The tree of tasks in the side bar of a real workbench.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import type { Locator } from "playwright-core";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";
import { eventually } from "../in-host/eventually.ts";

const EXTENSION = "pipewright.pipewright";

describe("the tree of tasks", { timeout: 600_000 }, () => {
  let folder: string;
  let opened: OpenedWindow | undefined;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    const prepare = (made: string) => {
      const dump = path.join(made, "tasks/dump-sales.ts");
      const text = readFileSync(dump, "utf8");
      writeFileSync(dump, text.replace(/(class DumpSales .*\{\n)/, '$1  static tags = ["raw"];\n\n'));
    };
    opened = await openWindow({ prepare });
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  pictured("tells how each task stands, and a run from its menu changes that", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("View: Show Pipewright");
    await workbench.treeRow("DumpSales, never ran").waitFor();
    await workbench.contextMenu(workbench.treeRow("DumpSales"), "Run Task…");
    await workbench.answer("Run DumpSales", "2026-11-13");
    await workbench.treeRow("DumpSales, ran").waitFor();
    assert.equal(await workbench.treeRow("LoadSales, never ran").count(), 1);
  });

  pictured("has the runs below, whose tasks are run, debugged and looked up from there", async () => {
    const run = workbench.treeRow("DumpSales(date=2026-11-13), done");
    await run.click();
    await workbench.page.keyboard.press("ArrowRight");
    const task = workbench.treeRow("DumpSales(date=2026-11-13), ran");
    await task.click({ button: "right" });
    for (const label of ["Run Task…", "Debug Task…", "Plan Task…", "Show Log"])
      await workbench.menuItem(label).first().waitFor();
    await workbench.chooseFromMenu("Reveal Code");
    await workbench.editorLine("class DumpSales").waitFor();
    await workbench.contextMenu(run, "Show Run in Panel");
    await workbench.webview(EXTENSION).locator("#page-runs").getByText("2026-11-13").first().waitFor();
  });

  pictured("runs a class with values that are kept under a name, for everybody who has the folder", async () => {
    const row = workbench.treeRow("DumpSales, ran");
    const settings = path.join(folder, ".vscode/settings.json");
    const kept = () => (existsSync(settings) ? readFileSync(settings, "utf8") : "");
    await workbench.contextMenu(row, "Run With a Preset…");
    await workbench.pick(/New preset…/);
    await workbench.answer("Run DumpSales", "2026-11-12");
    await workbench.answer("What these values are called", "the holiday");
    await eventually(
      () => existsSync(path.join(folder, "data/dump/2026-11-12.csv")),
      (isThere) => isThere,
      60,
    );
    assert.deepEqual(JSON.parse(kept()), {
      "pipewright.presets": { DumpSales: { "the holiday": { date: "2026-11-12" } } },
    });
    rmSync(path.join(folder, "data/dump/2026-11-12.csv"));
    await workbench.contextMenu(row, "Run With a Preset…");
    await workbench.pick(/the holiday/);
    await eventually(
      () => existsSync(path.join(folder, "data/dump/2026-11-12.csv")),
      (isThere) => isThere,
      60,
    );
    await workbench.contextMenu(row, "Run With a Preset…");
    const preset = workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "the holiday" });
    await preset.hover();
    await preset.getByRole("button", { name: "Forget" }).click();
    await preset.waitFor({ state: "detached" });
    await workbench.page.keyboard.press("Escape");
    await eventually(kept, (text) => !text.includes("the holiday"));
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
    await workbench.treeRow("DumpSales, 2 ran").waitFor();
    await workbench.page.locator(".part.sidebar", { hasText: "Filter: 1+LoadSales" }).waitFor();
    await workbench.runCommand("Pipewright: Clear the Filter");
    await workbench.treeRow("BackUpDump").waitFor();
    await workbench.runCommand("Pipewright: Group Tasks by Folder");
    await workbench.treeRow("raw").waitFor({ state: "detached" });
  });

  pictured("has the backfills below, which are paused and resumed there", async () => {
    const go = path.join(folder, "go");
    writeFileSync(
      path.join(folder, "tasks/patient.ts"),
      `import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DateParameter, LocalTarget, Task } from "pipewright";

export class Patient extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/patient/\${this.date}.txt\`);
  }
  async run() {
    while (!existsSync("go")) await sleep(50, undefined, { signal: this.signal });
    await this.output().write("");
  }
}
`,
    );
    await workbench.contextMenu(workbench.treeRow("Patient, never ran"), "Backfill…");
    await workbench.answer("from which date", "2026-11-01");
    await workbench.answer("to which date", "2026-11-30");
    const rows = workbench.treeRow("Patient(date=2026-11-01"); // the run's, and below it the backfill's
    const backfill = rows.last();
    /** Presses what the row offers under the pointer, until it is so: a row that is drawn anew loses a click. */
    const press = async (name: string, then: Locator) => {
      for (let tries = 0; tries < 5; tries++) {
        await backfill.hover();
        await backfill.getByRole("button", { name }).click({ delay: 100 });
        const isSo = await then.waitFor({ timeout: 15_000 }).then(
          () => true,
          () => false,
        );
        if (isSo) return;
      }
      throw new Error(`Nothing came of five clicks on ${name}.`);
    };
    await rows.filter({ hasText: "running" }).nth(1).waitFor();
    await press("Pause Backfill", backfill.filter({ hasText: /paus/ }));
    writeFileSync(go, "");
    await backfill.filter({ hasText: "paused" }).waitFor();
    assert.ok(!existsSync(path.join(folder, "data/patient/2026-11-30.txt")));
    await press("Resume Backfill", backfill.filter({ hasNotText: "paused" }));
    for (let waited = 0; waited < 600 && !existsSync(path.join(folder, "data/patient/2026-11-30.txt")); waited++)
      await workbench.page.waitForTimeout(100);
    assert.ok(existsSync(path.join(folder, "data/patient/2026-11-30.txt")));
  });
});
