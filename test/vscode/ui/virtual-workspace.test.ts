// A folder that is on no disk, as a repository that is opened without a clone: its graph and its findings are shown, and
// nothing of it is run.
import assert from "node:assert/strict";
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
    await workbench.page.locator(".tab.active:not(.dirty)").waitFor();
    await workbench.treeRow("Farewell, never ran").waitFor();
    await workbench.runCommand("View: Focus Problems (Errors, Warnings, Infos)");
    await workbench.page.locator(".markers-panel").getByText("pipewright").first().waitFor();
    assert.deepEqual(workbench.errorsAbout(/pipewright/i), []);
  });
});
