// A folder that came from elsewhere, with a task class, no package.json and no `pipewright`: nothing of it is run until it
// is trusted, and then its tasks run with what the extension brings along.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe } from "node:test";
import { leavingPicture } from "../host/pictures.ts";
import { type Server, startServer } from "../host/server.ts";
import { openWorkbench, type Workbench } from "../host/workbench.ts";

const EXTENSION = "pipewright.pipewright";

// Its import leaves a trace: whoever loads it has run the user's code.
const SOURCE = `import { writeFileSync } from "node:fs";
import { LocalTarget, StringParameter, Task } from "pipewright";

writeFileSync("loaded.txt", "");

export class Greeting extends Task.with({ name: StringParameter() }) {
  output() {
    return new LocalTarget(\`greetings/\${this.name}.txt\`);
  }

  async run() {
    await this.output().write(\`Hello, \${this.name}\`);
  }
}
`;

describe("a folder that is not trusted", { timeout: 300_000 }, () => {
  let folder: string;
  let server: Server;
  let workbench: Workbench;
  const pictured = (name: string, test: () => Promise<void>) => leavingPicture(name, () => workbench, test);
  const inFolder = (file: string) => path.join(folder, file);
  const node = () => workbench.webview(EXTENSION).locator('.node[data-family="Greeting"]');

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "greetings-"));
    mkdirSync(inFolder("tasks"));
    writeFileSync(inFolder("tasks/greeting.ts"), SOURCE);
    writeFileSync(inFolder("pipewright.config.json"), `{ "tasks": ["tasks/*.ts"] }\n`);
    server = await startServer({ extension: path.resolve(import.meta.dirname, "../../.."), asksForTrust: true });
    workbench = await openWorkbench(server, { folder });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  pictured("the graph of an untrusted folder is drawn, and its menu only leads to the code", async () => {
    await workbench.treeRow("tasks").waitFor();
    await workbench.runCommand("Pipewright: Open Task Graph");
    await node().waitFor();
    const tab = (name: string) => workbench.webview(EXTENSION).getByRole("tab", { name, exact: true }).click();
    await tab("Runs");
    await workbench
      .webview(EXTENSION)
      .getByText("Nothing is run in a workspace that is not trusted.")
      .first()
      .waitFor();
    await tab("Graph");
    await node().click({ button: "right" });
    await workbench.menuItem("Reveal Code").waitFor();
    assert.equal(await workbench.menuItem("Run Task…").count(), 0);
    await workbench.chooseFromMenu("Reveal Code");
    await workbench.editorLine("class Greeting").waitFor();
    assert.equal(await workbench.codeLens("Run").count(), 0);
    assert.ok(!existsSync(inFolder("loaded.txt")), "the user's code was run");
    assert.ok(!existsSync(inFolder(".pipewright")), "something was written to the folder");
  });

  pictured("once it is trusted its tasks run, with the copy of pipewright that the extension has", async () => {
    await workbench.runCommand("Workspaces: Manage Workspace Trust");
    await workbench.page.getByRole("button", { name: "Trust", exact: true }).click();
    await workbench.openFile("greeting.ts");
    await workbench.codeLens("Run").click();
    await workbench.answer("Run Greeting", "Ada");
    await workbench.codeLens(/ran/).waitFor();
    assert.equal(readFileSync(inFolder("greetings/Ada.txt"), "utf8"), "Hello, Ada");
    await workbench.notification("pipewright is not installed here").waitFor();
  });
});
