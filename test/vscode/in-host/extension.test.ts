import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { openExample } from "./open-example.ts";

const ID = "pipewright.pipewright";

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(ID);
  assert.ok(found, `${ID} is not there`);
  return found;
}

describe("the extension", () => {
  it("is activated by the project's configuration file", async () => {
    await eventually(() => extension().isActive, Boolean);
  });

  it("has code for every command that it contributes", async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const contributed = contributes.commands.map(({ command }) => command);
    assert.ok(contributed.length >= 9);
    assert.deepEqual(
      contributed.filter((command) => !known.has(command)),
      [],
    );
  });

  it("puts Run and Backfill… over a task class, on the class's line", async () => {
    const document = await openExample("tasks/load-sales.ts");
    const lenses = await eventually(
      async () =>
        (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10)) ??
        [],
      (found) => found.length >= 2,
    );
    const titles = lenses.map(({ command }) => command?.title.replace(/\$\([^)]*\)\s*/g, "") ?? "");
    assert.ok(titles.includes("Run"), titles.join());
    assert.ok(titles.includes("Backfill…"), titles.join());
    const line = document
      .getText()
      .split("\n")
      .findIndex((text) => text.includes("class LoadSales"));
    for (const { range } of lenses) assert.equal(range.start.line, line);
  });

  it("follows what is typed, saved or not, and forgets it when it is undone", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    const titles = async () =>
      (
        (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20)) ??
        []
      ).filter(({ command }) => command?.command === "pipewright.runTask").length;
    await eventually(titles, (n) => n === 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      document.lineAt(document.lineCount - 1).range.end,
      "\nexport class Typed extends DumpSales {}\n",
    );
    await vscode.workspace.applyEdit(edit);
    await eventually(titles, (n) => n === 2);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    assert.equal(document.isDirty, false);
    assert.ok(!document.getText().includes("Typed"), document.getText());
    await eventually(titles, (n) => n === 1);
  });

  it("shows a cycle as an error at the code, and takes it back", async () => {
    const document = await openExample("tasks/dump-sales.ts");
    const errors = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source?.toLowerCase() === "pipewright");
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf("  output()");
    edit.insert(
      document.uri,
      document.positionAt(at),
      "  requires() {\n    return new Loop({ date: this.date });\n  }\n\n",
    );
    edit.insert(
      document.uri,
      document.lineAt(document.lineCount - 1).range.end,
      "\nexport class Loop extends Task.with({ date: DateParameter() }) {\n  requires() {\n    return new DumpSales({ date: this.date });\n  }\n}\n",
    );
    await vscode.workspace.applyEdit(edit);
    const found = await eventually(errors, (all) => all.length > 0);
    assert.match(found.map(({ message }) => message).join("\n"), /requires .*back/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await eventually(errors, (all) => all.length === 0);
  });

  it("opens the graph in a panel, once", async () => {
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview);
    await vscode.commands.executeCommand("pipewright.openGraph");
    await eventually(panels, (all) => all.length === 1);
    await vscode.commands.executeCommand("pipewright.openGraph");
    assert.equal(panels().length, 1);
  });

  it("tells over a class how many of its outputs are stale, and takes that back with the edit", async function () {
    this.timeout(180_000);
    const document = await openExample("tasks/dump-sales.ts");
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    await vscode.commands.executeCommand("pipewright.runTask", {
      family: "DumpSales",
      params: { date: "2026-11-12" },
      project: folder,
    });
    const redo = async () =>
      (
        (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20)) ??
        []
      ).flatMap(({ command }) =>
        command?.command === "pipewright.invalidateTask" ? [`${command.title} ${command.tooltip}`] : [],
      );
    assert.deepEqual(await redo(), []);
    const before = document.getText();
    const write = async (text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
      await document.save();
    };
    await write(before.replace("async run() {", "async run() {\n    this.log(`${this.date}`);"));
    // As many as the tests before this one have made in the same workspace, and this one's.
    await eventually(
      redo,
      (told) => told.length === 1 && /\b[1-9]\d* stale the code of DumpSales changed on/.test(told[0] ?? ""),
      60,
    );
    await write(before);
    await eventually(redo, (told) => told.length === 0, 60);
  });

  it("loads neither the analyzer nor the layout into the editor's process", () => {
    const bundle = readFileSync(path.join(extension().extensionPath, "dist/extension.cjs"), "utf8");
    assert.doesNotMatch(bundle, /ts-morph|dagre/);
    const dist = path.join(extension().extensionPath, "dist");
    const loaded = Object.keys(require.cache).filter((file) => file.startsWith(dist));
    assert.deepEqual(loaded, [path.join(dist, "extension.cjs")]);
  });
});
