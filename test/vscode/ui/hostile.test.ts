// Names, values, logs and errors that are markup are text in the editor's panel, too.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pipewright } from "../../support/command.ts";
import { hostileTasks } from "../../support/hostile-tasks.ts";
import { pictureFile } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const EXTENSION = "pipewright.pipewright";

describe("markup from a project, in the editor's panel", { timeout: 300_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  const dialogs: string[] = [];

  before(async () => {
    mkdirSync(path.join(root, "artifacts"), { recursive: true });
    folder = mkdtempSync(path.join(root, "artifacts/hostile-"));
    hostileTasks(folder);
    await pipewright(folder, ["run", "Hostile", "--date", "2026-11-05"]);
    server = await startServer({ extension: root });
    workbench = await openWorkbench(server, { folder });
    workbench.page.on("dialog", (dialog) => void dialog.dismiss().then(() => dialogs.push(dialog.message())));
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const panel = () => workbench.webview(EXTENSION);
  /** Nothing ran, and nothing of it became an element. */
  const isHarmless = async () => {
    const body = panel().locator("body");
    assert.equal(await body.evaluate("window.attacked"), undefined);
    assert.equal(await panel().locator("img, iframe, object, embed, a[href^='javascript']").count(), 0);
    assert.deepEqual(dialogs, []);
  };

  it("is text in the graph", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
    await panel().locator('.node[data-family="Hostile"][data-status="failed"]').waitFor();
    await panel().getByLabel("What is folded together").selectOption({ label: "By tag" });
    await panel().locator(".node.group", { hasText: "<img src=x" }).waitFor();
    await isHarmless();
  });

  it("is text in the grid", async () => {
    await panel().getByRole("tab", { name: "Grid" }).click();
    await panel().locator('#page-grid [data-field="range"]').fill("2026-11-04..2026-11-06");
    await panel().locator('#page-grid [data-cells="3"]').waitFor();
    await panel().getByRole("grid").focus();
    for (const key of ["Home", "ArrowRight", "Enter"]) await panel().getByRole("grid").press(key);
    await panel().locator("#page-grid .detail pre.error", { hasText: "<script>" }).waitFor();
    await isHarmless();
  });

  it("is text in a run, its log and its error", async () => {
    await panel().getByRole("tab", { name: "Runs" }).click();
    await panel().locator('.run tr[data-status="failed"] .link').first().click();
    await panel().locator("#page-runs .log", { hasText: "</pre><script>" }).waitFor();
    await panel().locator("#page-runs pre.error", { hasText: "<svg/onload" }).waitFor();
    await workbench.screenshot(pictureFile("markup in the panel of the editor"));
    await isHarmless();
  });

  it("asked nothing of the network", () => {
    assert.deepEqual(workbench.externalRequests, []);
  });
});
