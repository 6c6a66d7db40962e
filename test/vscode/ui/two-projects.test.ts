// Two projects in one window, with a class of the same name: each has its own tree, history and graph.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { type OpenedWindow, openWindow } from "../host/open-window.ts";
import { leavingPicture } from "../host/pictures.ts";
import type { Workbench } from "../host/workbench.ts";
import { eventually } from "../in-host/eventually.ts";

const EXTENSION = "pipewright.pipewright";
const ARTIFACTS = path.resolve(import.meta.dirname, "../../../artifacts");

const SOURCE = `import { DateParameter, LocalTarget, Task } from "pipewright";

export class Report extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/\${this.date}.txt\`);
  }

  async run() {
    await this.output().write("");
  }
}
`;

/** Within the repository, where `pipewright` resolves. */
function makeFolder(): string {
  mkdirSync(ARTIFACTS, { recursive: true });
  const folder = mkdtempSync(path.join(ARTIFACTS, "two-"));
  for (const project of ["lab", "shop"]) {
    mkdirSync(path.join(folder, project, "tasks"), { recursive: true });
    writeFileSync(path.join(folder, project, "tasks/report.ts"), SOURCE);
    writeFileSync(path.join(folder, project, "pipewright.config.json"), '{ "tasks": ["tasks/*.ts"] }\n');
  }
  const folders = [{ path: "lab" }, { path: "shop" }];
  writeFileSync(path.join(folder, "two.code-workspace"), JSON.stringify({ folders }));
  return folder;
}

describe("a window with two projects", { timeout: 600_000 }, () => {
  let opened: OpenedWindow | undefined;
  let folder: string;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const isMade = (project: string, day: string) => existsSync(path.join(folder, project, `data/${day}.txt`));
  const made = (project: string, day: string) =>
    eventually(
      () => isMade(project, day),
      (isThere) => isThere,
      120,
    );

  before(async () => {
    opened = await openWindow({ make: makeFolder, workspace: "two.code-workspace" });
    ({ folder, workbench } = opened);
  });

  after(() => opened?.close());

  pictured("two projects are told apart in the trees, and a task runs in its own", async () => {
    await workbench.treeRow("shop").waitFor();
    await workbench.runCommand("View: Show Pipewright");
    const report = workbench.treeRow("Report, never ran");
    await report.nth(1).waitFor();
    const groups = workbench.page.locator(".part.sidebar [role=treeitem][aria-level='1']");
    assert.deepEqual(
      (await groups.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, "")),
      ["taskslab", "tasksshop"],
    );
    await workbench.contextMenu(report.nth(1), "Run Task…");
    await workbench.answer("Run Report", "2026-11-01");
    await workbench.treeRow("Report, ran").waitFor();
    assert.ok(isMade("shop", "2026-11-01"));
    assert.ok(!isMade("lab", "2026-11-01"));
    await report.waitFor();
    // The second pair is of the other project.
    for (const name of ["Runs lab", "Runs shop", "Backfills lab", "Backfills shop"])
      await workbench.page
        .locator(".part.sidebar [role=treeitem]")
        .filter({ hasText: new RegExp(`^\\s*${name.replace(" ", "\\s*")}`) })
        .waitFor();
  });

  pictured("the graph of each is a panel of its own, and what is run in it runs in its project", async () => {
    await workbench.contextMenu(workbench.treeRow("Report, ran"), "Pin the Graph Here");
    await workbench.editorTab("Task Graph: shop").waitFor();
    const node = workbench.webview(EXTENSION).locator('.node[data-family="Report"][data-status="ran"]');
    await workbench.contextMenu(node, "Run Task…");
    await workbench.answer("Run Report", "2026-11-02");
    await made("shop", "2026-11-02");
    assert.ok(!isMade("lab", "2026-11-02"));
    await workbench.contextMenu(workbench.treeRow("Report, never ran"), "Pin the Graph Here");
    await workbench.editorTab("Task Graph: lab").waitFor();
    assert.equal(await workbench.editorTab("Task Graph").count(), 2);
  });
});
