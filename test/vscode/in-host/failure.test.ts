import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, openExample } from "./open-example.ts";

describe("a task that failed", function () {
  this.timeout(90_000);

  it("is an error at the line that threw, with ways to retry it, to debug it and to read its log", async () => {
    const source = `import { LocalTarget, StringParameter, Task } from "pipewright";

export class Stumble extends Task.with({ over: StringParameter() }) {
  output() {
    return new LocalTarget(\`data/\${this.over}.txt\`);
  }

  async run() {
    throw new Error("A stone.");
  }
}
`;
    const uri = exampleUri("tasks/stumble.ts");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(source));
    try {
      const document = await openExample("tasks/stumble.ts");
      const lenses = async () =>
        (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 9)) ?? [];
      await eventually(lenses, (found) => found.length > 0);
      // Not waited for: nobody answers the message that tells of the failure.
      void vscode.commands.executeCommand("pipewright.runTask", { family: "Stumble", params: { over: "it" } });
      const [error] = await eventually(
        () => vscode.languages.getDiagnostics(uri).filter(({ message }) => message.includes("A stone.")),
        (found) => found.length === 1,
        60,
      );
      assert.ok(error);
      assert.match(document.lineAt(error.range.start.line).text, /throw new Error/);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        error.range,
      );
      const titles = actions.map(({ title }) => title);
      for (const title of ["Retry Stumble(over=it)", "Debug Stumble(over=it)", "Show Log"])
        assert.ok(titles.includes(title), titles.join());
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it("has one log of all its attempts, in which each can be folded", async () => {
    const source = `import { LocalTarget, StringParameter, Task } from "pipewright";

export class Limp extends Task.with({ over: StringParameter() }) {
  override retries = 1;
  override retryDelay = 0;

  output() {
    return new LocalTarget(\`data/\${this.over}.txt\`);
  }

  async run() {
    throw new Error("A stone.");
  }
}
`;
    const uri = exampleUri("tasks/limp.ts");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(source));
    try {
      await openExample("tasks/limp.ts");
      void vscode.commands.executeCommand("pipewright.runTask", { family: "Limp", params: { over: "it" } });
      await eventually(
        () => vscode.languages.getDiagnostics(uri).filter(({ message }) => message.includes("A stone.")),
        (found) => found.length === 1,
        60,
      );
      await vscode.commands.executeCommand("pipewright.showLog", { family: "Limp" });
      const document = await eventually(
        () => vscode.window.activeTextEditor?.document,
        (shown) => shown?.uri.scheme === "pipewright-log",
      );
      assert.ok(document);
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        "vscode.executeFoldingRangeProvider",
        document.uri,
      );
      assert.deepEqual(
        folds.map(({ start }) => document.lineAt(start).text),
        ["Attempt 1", "Attempt 2"],
      );
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
