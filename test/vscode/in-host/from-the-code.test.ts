// The ways from a class in the code to what is done with it.
import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, lineOf, openExample } from "./open-example.ts";

const lensesOf = async (uri: vscode.Uri) =>
  (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 20)) ?? [];

const hoverAt = async (document: vscode.TextDocument, text: string) => {
  const at = document.positionAt(document.getText().indexOf(text));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
};

const runs = async (): Promise<readonly { readonly family: string }[]> => {
  const { content } = await vscode.lm.invokeTool("pipewright_runs", {
    input: { limit: 50 },
    toolInvocationToken: undefined,
  });
  const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
  return (JSON.parse(text) as { readonly runs: readonly { readonly family: string }[] }).runs;
};

describe("a task class in the code", function () {
  this.timeout(180_000);
  const project = exampleUri("").fsPath.replace(/\/$/, "");

  it("is what a command is about, by whatever menu it is called", async () => {
    const document = await openExample("tasks/load-sales.ts");
    await eventually(
      () => lensesOf(document.uri),
      (found) => found.length > 0,
      60,
    );
    const line = lineOf(document, "class LoadSales");
    const ways: readonly (readonly unknown[])[] = [
      [{ family: "LoadSales", project }], // a CodeLens, a node of a tree
      [{ family: "LoadSales", webview: "pipewright.graph", webviewSection: "task" }], // a node of the graph
      [{ uri: document.uri, lineNumber: line + 1 }], // the line numbers
      [document.uri, [document.uri]], // the explorer
    ];
    for (const way of ways) {
      await openExample("tasks/dump-sales.ts");
      await vscode.commands.executeCommand("pipewright.revealTask", ...way);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), document.uri.toString(), JSON.stringify(way));
      assert.equal(editor.selection.active.line, line, JSON.stringify(way));
    }
    // The editor's own menu tells its file, and means the class at the cursor.
    await vscode.commands.executeCommand("pipewright.revealTask", document.uri);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, line);
  });

  it("tells over its name how it ran last, with the ways to run it, to debug it and to its logs", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    await vscode.commands.executeCommand("pipewright.runTask", {
      family: "DumpSales",
      params: { date: "2026-11-11" },
      project,
    });
    const text = await eventually(
      () => hoverAt(document, "DumpSales extends"),
      (found) => /Last runs/.test(found) && /2026\\-11\\-11/.test(found),
      60,
    );
    assert.match(text, /\[ran\]\(command:pipewright\.showLog\?/);
    const actions = [...text.matchAll(/\]\(command:pipewright\.(\w+)\?([^)]*)\)/g)];
    const names = new Set(actions.map(([, name]) => name));
    for (const name of ["runTask", "debugTask", "backfillTask", "planTask", "pinInGraph"])
      assert.ok(names.has(name), text);
    const argument = actions.find(([, name]) => name === "runTask")?.[2] ?? "";
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ family: "DumpSales", project }]);
  });

  it("is not debugged where it has no run() of its own, and nothing runs", async () => {
    const ranBefore = (await runs()).length;
    // Not waited for: the message waits for somebody.
    await vscode.commands.executeCommand("pipewright.debugTask", { family: "SalesReport", project });
    assert.equal((await runs()).length, ranBefore);
  });
});

describe("task classes in the Testing view", function () {
  this.timeout(180_000);
  const settings = () => vscode.workspace.getConfiguration("pipewright");
  const file = "tasks/checked.ts";
  const output = exampleUri("data/checked.txt").fsPath;

  before(async () => {
    const source = `import { LocalTarget, Task } from "pipewright";

export class Checked extends Task {
  output() {
    return new LocalTarget("data/checked.txt");
  }
  async run() {
    await this.output().write("");
  }
}
`;
    writeFileSync(exampleUri(file).fsPath, source);
    await settings().update("tasksAsTests", true, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update("tasksAsTests", undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(exampleUri(file).fsPath);
  });

  it("are run where they are chosen, and by Run All Tests never", async () => {
    const { uri } = await openExample(file);
    await eventually(
      async () => await vscode.commands.executeCommand<readonly unknown[]>("vscode.testing.getTestsInFile", uri),
      (found) => found.length === 1,
      60,
    );
    const ranBefore = (await runs()).length;
    await vscode.commands.executeCommand("testing.runAll");
    assert.equal((await runs()).length, ranBefore);
    assert.ok(!existsSync(output));

    await vscode.commands.executeCommand("testing.runCurrentFile");
    await eventually(
      () => existsSync(output),
      (isThere) => isThere,
      90,
    );
    assert.equal((await runs()).filter(({ family }) => family === "Checked").length, 1);
  });

  it("are there only where the setting wants them", async () => {
    await settings().update("tasksAsTests", undefined, vscode.ConfigurationTarget.Global);
    await eventually(
      async () =>
        await vscode.commands.executeCommand<readonly unknown[]>("vscode.testing.getTestsInFile", exampleUri(file)),
      (found) => found.length === 0,
    );
  });
});
