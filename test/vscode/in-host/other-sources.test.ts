// Task classes of other files than .ts, and what only types tell: followed as they are typed.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, openExample } from "./open-example.ts";

const PLAIN = `import { Task } from "pipewright";

export class PlainRaw extends Task {}
export class PlainOther extends Task {}

export class PlainReport extends Task {
  requires() {
    return new PlainRaw();
  }
}
`;

const PARTS = `import { Task } from "pipewright";
import { PlainRaw } from "./plain.js";

export class Part extends Task {}
const KINDS = { part: Part, raw: PlainRaw } as const;

export class Assembled extends Task {
  requires() {
    const Kind = KINDS.part;
    return new Kind();
  }
}
`;

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

async function replace(document: vscode.TextDocument, text: string, by: string): Promise<void> {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, text);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
  edit.replace(document.uri, range, by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe("a source file with another ending", function () {
  this.timeout(120_000);
  const write = (file: string, text: string) => writeFileSync(exampleUri(file).fsPath, text);
  const config = exampleUri("pipewright.config.json").fsPath;

  before(() => {
    write("tasks/plain.js", PLAIN);
    write("tasks/parts.tsx", PARTS);
    writeFileSync(config, JSON.stringify({ tasks: ["tasks/*.{ts,tsx,js}"] }));
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const file of ["tasks/plain.js", "tasks/parts.tsx"]) rmSync(exampleUri(file).fsPath);
    writeFileSync(config, JSON.stringify({ tasks: ["tasks/*.ts"] }));
  });

  for (const [file, family, old, changed, required] of [
    ["tasks/plain.js", "PlainReport", "return new PlainRaw();", "return new PlainOther();", "PlainOther"],
    ["tasks/parts.tsx", "Assembled", "return new Kind();", "return new PlainRaw();", "PlainRaw"],
  ] as const) {
    it(`is read, and an edit of it followed before it is saved: ${file}`, async () => {
      const document = await openExample(file);
      await eventually(
        () => hoverAt(document, family),
        (text) => text.includes(family),
        60,
      );
      await replace(document, old, changed);
      await eventually(
        () => hoverAt(document, family),
        (text) => new RegExp(`Requires \\[${required}\\]`).test(text),
        60,
      );
      assert.equal(document.isDirty, true);
      await vscode.commands.executeCommand("workbench.action.files.revert");
      await eventually(
        () => hoverAt(document, family),
        (text) => text.includes(family) && !new RegExp(`Requires \\[${required}\\]`).test(text),
        60,
      );
    });
  }

  it("has the edges that only a type checker tells, which VS Code lends", async () => {
    const document = await openExample("tasks/parts.tsx");
    await eventually(
      () => hoverAt(document, "Assembled"),
      (text) => /Requires \[Part\]/.test(text),
      60,
    );
    await replace(document, "KINDS.part", "KINDS.raw");
    await eventually(
      () => hoverAt(document, "Assembled"),
      (text) => /Requires \[PlainRaw\]/.test(text),
      60,
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
