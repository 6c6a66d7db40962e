// The first minute of somebody who has installed the packed extension, and has nothing else: no npm package, no project.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe } from "node:test";
import { copySource } from "../../../scripts/package-check/copy-source.ts";
import { ENDLESS_TASK } from "../host/endless-task.ts";
import { leavingPicture } from "../host/pictures.ts";
import { processesIn } from "../host/processes-in.ts";
import { type Server, startServer } from "../host/server.ts";
import { until } from "../host/until.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const EXTENSION = "pipewright.pipewright";
const ENOUGH_MS = 60_000;

/** Which class `Kind` is, only a type checker tells: the packed extension has none, and borrows VS Code's. */
const PARTS = `import { Task } from "pipewright";

export class Bolt extends Task {}
const KINDS = { bolt: Bolt } as const;

export class Machine extends Task {
  requires() {
    const Kind = KINDS.bolt;
    return new Kind();
  }
}
`;

describe("the packed extension in an empty folder", { timeout: 600_000 }, () => {
  let made: string;
  let source: string;
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  let opened: number;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);

  before(async () => {
    made = mkdtempSync(path.join(tmpdir(), "packed-"));
    source = path.join(root, "artifacts", `packed-${process.pid}`);
    await copySource(source);
    const vsix = path.join(made, "pipewright.vsix");
    execFileSync("npm", ["run", "package", "--", "--out", vsix], { cwd: source, stdio: "ignore" });
    assert.ok(statSync(vsix).size < 4 * 2 ** 20);
    folder = path.join(made, "project");
    mkdirSync(folder);
    server = await startServer({ extension: vsix });
    opened = performance.now();
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    for (const each of [made, source]) if (each) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  });

  pictured("makes a sample pipeline from nothing, and runs it", async () => {
    await workbench.runCommand("Pipewright: Create a Sample Pipeline");
    await workbench.runCommand("View: Show Pipewright");
    await workbench.contextMenu(workbench.treeRow("WeatherReport, never ran"), "Run Task…");
    await workbench.answer("Run WeatherReport", "2026-11-20");
    await workbench.treeRow("WeatherReport, ran").waitFor();
    console.log(`From an open window to the first green run: ${Math.round((performance.now() - opened) / 1000)} s`);
    assert.ok(existsSync(path.join(folder, ".pipewright/history.db")));
  });

  pictured("draws its graph, and loads nothing but what it carries", async () => {
    await workbench.runCommand("Pipewright: Open Task Graph");
    const graph = workbench.webview(EXTENSION);
    await graph.locator('.node[data-family="WeatherReport"][data-status="ran"]').waitFor();
    assert.deepEqual(workbench.externalRequests, []);
    assert.deepEqual(workbench.errorsAbout(/pipewright/i), []);
    assert.ok(!existsSync(path.join(folder, "node_modules")));
  });

  pictured("draws the requirements that only types tell, with the type checker of the editor", async () => {
    const graph = workbench.webview(EXTENSION).locator(".graph[data-edges]");
    const known = Number(await graph.getAttribute("data-edges"));
    writeFileSync(path.join(folder, "tasks/parts.ts"), PARTS);
    await workbench.webview(EXTENSION).locator('.node[data-family="Machine"]').waitFor();
    await workbench
      .webview(EXTENSION)
      .locator(`.graph[data-edges="${known + 1}"]`)
      .waitFor();
  });

  pictured("leaves nothing at work when it is uninstalled in the middle of a run", async () => {
    const { page } = workbench;
    writeFileSync(path.join(folder, "tasks/endless.ts"), ENDLESS_TASK);
    await workbench.contextMenu(workbench.treeRow("Endless, never ran"), "Run Task…");
    const isAtWork = () => processesIn(folder).includes("sleep 3600");
    await until(isAtWork, ENOUGH_MS);
    assert.ok(isAtWork());
    await workbench.runCommand("Extensions: Show Installed Extensions");
    const row = page.locator(".extensions-list .monaco-list-row", { hasText: "Pipewright" });
    await workbench.contextMenu(row, /^Uninstall/);
    await row.getByText("Restart Required").waitFor();
    assert.ok(isAtWork(), "until then it goes on");
    await workbench.reload();
    await until(() => processesIn(folder).length === 0, ENOUGH_MS);
    assert.deepEqual(processesIn(folder), []);
    assert.doesNotMatch(readFileSync(path.join(server.root, "extensions/extensions.json"), "utf8"), /pipewright/);
  });
});
