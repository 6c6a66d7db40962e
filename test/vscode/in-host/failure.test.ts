import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, openExample } from "./open-example.ts";

/** Runs a task that throws, of a class of its own, until its failure is marked in its file. */
async function withFailure(family: string, policy: string, test: (uri: vscode.Uri) => Promise<void>): Promise<void> {
  const source = `import { LocalTarget, StringParameter, Task } from "pipewright";

export class ${family} extends Task.with({ over: StringParameter() }) {
  ${policy}
  output() {
    return new LocalTarget(\`data/\${this.over}.txt\`);
  }

  async run() {
    throw new Error("A stone.");
  }
}
`;
  const uri = exampleUri(`tasks/${family.toLowerCase()}.ts`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(source));
  try {
    await openExample(`tasks/${family.toLowerCase()}.ts`);
    const lenses = async () =>
      (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 9)) ?? [];
    await eventually(lenses, (found) => found.length > 0);
    // Not waited for: nobody answers the message that tells of the failure.
    void vscode.commands.executeCommand("pipewright.runTask", { family, params: { over: "it" } });
    await eventually(
      () => failuresAt(uri),
      (found) => found.length === 1,
      60,
    );
    await test(uri);
  } finally {
    await vscode.workspace.fs.delete(uri);
  }
}

const failuresAt = (uri: vscode.Uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ message }) => message.includes("A stone."));

describe("a task that failed", function () {
  this.timeout(90_000);

  it("is an error at the line that threw, with ways to retry it, to debug it and to read its log", () =>
    withFailure("Stumble", "", async (uri) => {
      const [error] = failuresAt(uri);
      assert.ok(error);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.match(document.lineAt(error.range.start.line).text, /throw new Error/);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        error.range,
      );
      const titles = actions.map(({ title }) => title);
      for (const title of ["Retry Stumble(over=it)", "Debug Stumble(over=it)", "Show Log"])
        assert.ok(titles.includes(title), titles.join());
    }));

  it("has one log of all its attempts, in which each can be folded", () =>
    withFailure("Limp", "override retries = 1;\n  override retryDelay = 0;\n", async () => {
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
    }));
});
