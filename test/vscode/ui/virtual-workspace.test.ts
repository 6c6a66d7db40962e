// A folder that is on no disk, as a repository that is opened without a clone: its graph and its findings are shown, and
// nothing of it is run.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";
import { leavingPicture } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

const EXTENSION = "pipewright.pipewright";
const root = path.resolve(import.meta.dirname, "../../..");

describe("a virtual workspace", { timeout: 600_000 }, () => {
  let server: Server;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const graph = () => workbench.webview(EXTENSION);

  before(async () => {
    server = await startServer({ extension: root, companion: path.join(root, "test/fixtures/virtual-files") });
    workbench = await openWorkbench(server, { folder: "memory:/greetings" });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  pictured("the graph of a virtual workspace is drawn, and leads to the code", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("View: Show Pipewright");
    await workbench.treeRow("Greeting, never ran").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
    await graph().locator('.node[data-family="Greeting"]').waitFor();
    await graph().getByRole("tab", { name: "Runs", exact: true }).click();
    await graph().getByText("Nothing is run in a virtual workspace").first().waitFor();
    await graph().getByRole("tab", { name: "Graph", exact: true }).click();
    await graph().locator('.node[data-family="Greeting"]').click({ button: "right" });
    await workbench.menuItem("Reveal Code").waitFor();
    assert.equal(await workbench.menuItem("Run Task…").count(), 0);
    await workbench.chooseFromMenu("Reveal Code");
    await workbench.editorLine("class Greeting").waitFor();
    assert.equal(await workbench.codeLens("Run").count(), 0);
  });

  pictured("what can not be done in a virtual workspace is refused before anything is asked", async () => {
    const question = workbench.page.locator(".quick-input-widget:visible", { hasText: "Greeting" });
    const refused = workbench.notification("Nothing is run in a virtual workspace").first();
    // The keys of a menu that is hidden, and what another extension or a link of the walkthrough does.
    for (const command of ["runTask", "runTaskOnly", "debugTask", "planTask", "backfillTask", "showLog"]) {
      await workbench.runCommand("Test: Execute a Command");
      await workbench.answer("Command", `pipewright.${command}`);
      await refused.waitFor();
      assert.equal(await question.count(), 0, command);
      await workbench.runCommand("Notifications: Clear All Notifications");
      await refused.waitFor({ state: "detached" });
    }
    await workbench.runCommand("Test: Execute a Command");
    await workbench.answer("Command", "pipewright.createSample");
    await workbench.notification("Nothing is written in a virtual workspace").waitFor();
  });

  pictured("the names of a file system that lead out of the copy are not followed", async () => {
    await workbench.treeRow("Greeting, never ran").waitFor();
    const copies = readdirSync(server.root).filter((name) => name.startsWith("pipewright-virtual-"));
    assert.equal(copies.length, 1);
    assert.ok(existsSync(path.join(server.root, copies[0] ?? "", "tasks/greeting.ts")));
    const files = readdirSync(server.root, { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      files.filter((file) => file.endsWith("escaped.ts")),
      [],
    );
  });

  pictured("what is written in a virtual workspace is followed, saved or not, and its findings are told", async () => {
    await workbench.editorLine("class Greeting").click();
    await workbench.page.keyboard.press("Control+End");
    // A brace or a bracket would be closed by the editor.
    await workbench.page.keyboard.insertText(`
export class Farewell extends Task {
  requires() {
    return new Greting({ name: "you" });
  }
}
`);
    await workbench.treeRow("Farewell, never ran").waitFor();
    await workbench.page.keyboard.press("Control+S");
    await workbench.editorTab("greeting.ts").and(workbench.page.locator(":not(.dirty)")).waitFor();
    await workbench.treeRow("Farewell, never ran").waitFor();
    await workbench.runCommand("View: Focus Problems (Errors, Warnings, Infos)");
    await workbench.page.locator(".markers-panel").getByText("pipewright").first().waitFor();
    assert.deepEqual(workbench.errorsAbout(/pipewright/i), []);
  });
});
