// What the side bar says where there is nothing to show yet, and how that leads to the first tasks.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe } from "node:test";
import { leavingPicture } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

describe("the side bar of a folder without tasks", { timeout: 300_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const said = (text: string | RegExp) => workbench.page.locator(".part.sidebar .welcome-view", { hasText: text });

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "no-tasks-"));
    writeFileSync(path.join(folder, "notes.txt"), "Nothing yet.\n");
    server = await startServer({ extension: path.resolve(import.meta.dirname, "../../..") });
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  pictured("says so, and offers a sample, which is the first thing to run", async () => {
    await workbench.treeRow("notes.txt").waitFor();
    await workbench.runCommand("View: Show Pipewright");
    await said("There are no task classes in this folder yet.").waitFor();
    await workbench.page.locator(".part.sidebar .welcome-view").getByText("Create a Sample Pipeline").click();
    await workbench.treeRow("WeatherReport, never ran").waitFor();
    await said("Nothing has run yet.").waitFor();
  });

  pictured("says that the classes can not be read, and that they can again", async () => {
    const config = path.join(folder, "pipewright.config.json");
    writeFileSync(config, "{ not json");
    rmSync(path.join(folder, "tasks"), { recursive: true });
    await workbench.runCommand("Developer: Reload Window");
    await workbench.isThere();
    await workbench.runCommand("View: Show Pipewright");
    await said(/could not be read/).waitFor();
    writeFileSync(config, "{}");
    await said("There are no task classes in this folder yet.").waitFor();
    assert.equal(await said(/could not be read/).count(), 0);
  });
});
