import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, openExample } from "./open-example.ts";

/** Runs a task that throws, of a class of its own, until its failure is marked in its file. */
async function withFailure(family: string, policy: string, test: (uri: vscode.Uri) => Promise<void>): Promise<void> {
  const source = `import { existsSync } from "node:fs";
import { LocalTarget, StringParameter, Task } from "pipewright";

export class ${family} extends Task.with({ over: StringParameter() }) {
  ${policy}
  output() {
    return new LocalTarget(\`data/${family.toLowerCase()}-\${this.over}.txt\`);
  }

  async run() {
    for (let line = 1; line <= 200; line++) this.log(\`Step \${line}\`);
    if (!existsSync("mended")) throw new Error("A stone.");
    await this.output().write("");
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

  it("is no error any more when its file is edited, or written by somebody else", async () => {
    await withFailure("Trip", "", async (uri) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), "// Mended.\n");
      await vscode.workspace.applyEdit(edit);
      await eventually(
        () => failuresAt(uri),
        (found) => found.length === 0,
      );
      await vscode.commands.executeCommand("workbench.action.files.revert");
    });
    await withFailure("Slip", "", async ({ fsPath }) => {
      const uri = vscode.Uri.file(fsPath);
      writeFileSync(fsPath, `// Mended.\n${readFileSync(fsPath, "utf8")}`);
      await eventually(
        () => failuresAt(uri),
        (found) => found.length === 0,
      );
    });
  });

  it("is no error any more when it was made", () =>
    withFailure("Stagger", "", async (uri) => {
      const mended = exampleUri("mended").fsPath;
      writeFileSync(mended, "");
      try {
        await vscode.commands.executeCommand("pipewright.runTask", { family: "Stagger", params: { over: "it" } });
        await eventually(
          () => failuresAt(uri),
          (found) => found.length === 0,
        );
      } finally {
        rmSync(mended);
      }
    }));

  it("has a log whose places in the code can be clicked", () =>
    withFailure("Tumble", "", async (uri) => {
      await vscode.commands.executeCommand("pipewright.showLog", { family: "Tumble" });
      const document = await eventually(
        () => vscode.window.activeTextEditor?.document,
        (shown) => shown?.uri.scheme === "pipewright-log",
      );
      const links = await eventually(
        async () =>
          await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document?.uri, 20),
        (found) => found.some(({ target }) => target?.path === uri.path),
      );
      assert.match(links.find(({ target }) => target?.path === uri.path)?.target?.fragment ?? "", /^L?\d+/);
    }));

  it("is followed in its log, as long as its end is in sight", async () => {
    const go = exampleUri("go").fsPath;
    const source = `import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { LocalTarget, Task } from "pipewright";

export class Talkative extends Task {
  output() {
    return new LocalTarget("data/talkative.txt");
  }
  async run() {
    for (let line = 1; line <= 300; line++) this.log(\`Before \${line}\`);
    while (!existsSync("go")) await sleep(50, undefined, { signal: this.signal });
    for (let line = 1; line <= 300; line++) this.log(\`After \${line}\`);
    await this.output().write("");
  }
}
`;
    const file = exampleUri("tasks/talkative.ts");
    writeFileSync(file.fsPath, source);
    try {
      await openExample("tasks/talkative.ts");
      await eventually(
        async () => await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file, 9),
        (found) => found.length > 0,
        60,
      );
      const run = vscode.commands.executeCommand("pipewright.runTask", { family: "Talkative" });
      const editor = await eventually(
        async () => {
          await vscode.commands.executeCommand("pipewright.showLog", { family: "Talkative" });
          return vscode.window.activeTextEditor;
        },
        (shown) => shown?.document.getText().includes("Before 300") ?? false,
        60,
      );
      const lastSeen = () => editor?.visibleRanges.at(-1)?.end.line ?? 0;
      await eventually(lastSeen, (line) => line >= 300);
      writeFileSync(go, "");
      await run;
      await eventually(lastSeen, (line) => line >= 600, 60);
    } finally {
      rmSync(go, { force: true });
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      rmSync(file.fsPath);
    }
  });

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
