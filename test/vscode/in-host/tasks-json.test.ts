// Pipewright's tasks in tasks.json, and what VS Code makes of how they end.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { exampleUri, lineOf, openExample } from "./open-example.ts";

const inExample = (file: string) => exampleUri(file).fsPath;

const PRELUDE = `import { existsSync } from "node:fs";
import { LocalTarget, Task } from "pipewright";

export class Prelude extends Task {
  output() {
    return new LocalTarget("data/prelude.txt");
  }

  async run() {
    if (!existsSync("mended")) throw new Error("A stone.");
    await this.output().write("");
  }
}
`;

/** Says whether what comes first was there when it started. */
const PROGRAM = 'require("fs").writeFileSync("after.txt", String(require("fs").existsSync("data/prelude.txt")));\n';

const byThisNode = { type: "process", command: process.execPath, options: { env: { ELECTRON_RUN_AS_NODE: "1" } } };

const TASKS = [
  { label: "prelude", type: "pipewright", task: "Prelude" },
  { ...byThisNode, label: "after", args: ["after.cjs"], dependsOn: "prelude" },
];

const CONFIGURATIONS = [
  {
    name: "a program",
    type: "node",
    request: "launch",
    runtimeExecutable: process.execPath,
    env: { ELECTRON_RUN_AS_NODE: "1" },
    cwd: `\${workspaceFolder}`,
    program: `\${workspaceFolder}/after.cjs`,
    internalConsoleOptions: "neverOpen",
    preLaunchTask: "prelude",
  },
  {
    name: "a day's sales",
    type: "pipewright",
    request: "launch",
    task: "DumpSales",
    parameters: { date: "2026-11-09" },
    preLaunchTask: "prelude",
  },
];

const FILES = {
  "tasks/prelude.ts": PRELUDE,
  "after.cjs": PROGRAM,
  ".vscode/tasks.json": JSON.stringify({ version: "2.0.0", tasks: TASKS }),
  ".vscode/launch.json": JSON.stringify({ version: "0.2.0", configurations: CONFIGURATIONS }),
};

const taskOf = async (label: string) => {
  const task = await eventually(
    async () => (await vscode.tasks.fetchTasks()).find(({ name }) => name === label),
    (found) => found !== undefined,
    60,
  );
  assert.ok(task);
  return task;
};

const mend = () => writeFileSync(inExample("mended"), "");

describe("a task of tasks.json", function () {
  this.timeout(180_000);
  const settings = vscode.workspace.getConfiguration("debug");
  const [folder] = vscode.workspace.workspaceFolders ?? [];

  /** The debuggers that started, and whether what comes first was there then. */
  const started: { readonly name: string; readonly afterPrelude: boolean }[] = [];
  const ended: string[] = [];
  const listening = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession(({ name }) =>
      started.push({ name, afterPrelude: existsSync(inExample("data/prelude.txt")) }),
    ),
    vscode.debug.onDidTerminateDebugSession(({ name }) => ended.push(name)),
  );

  before(async () => {
    await vscode.workspace.fs.createDirectory(exampleUri(".vscode"));
    for (const [file, text] of Object.entries(FILES)) writeFileSync(inExample(file), text);
    // Without it, VS Code asks whether to debug anyway.
    await settings.update("onTaskErrors", "abort", vscode.ConfigurationTarget.Global);
    const document = await openExample("tasks/prelude.ts");
    await eventually(
      async () =>
        await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 9),
      (found) => found.length > 0,
      60,
    );
  });

  beforeEach(() => {
    for (const file of ["mended", "after.txt", "data/prelude.txt"]) rmSync(inExample(file), { force: true });
  });

  after(async () => {
    listening.dispose();
    await settings.update("onTaskErrors", undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const file of [...Object.keys(FILES), "mended", "after.txt"]) rmSync(inExample(file), { force: true });
  });

  const saidAfterwards = () =>
    eventually(
      () => (existsSync(inExample("after.txt")) ? readFileSync(inExample("after.txt"), "utf8") : ""),
      (text) => text !== "",
      90,
    );

  it("is run before what depends on it", async () => {
    mend();
    await vscode.tasks.executeTask(await taskOf("after"));
    assert.equal(await saidAfterwards(), "true");
  });

  it("is run before a program is debugged, which does not start when it fails", async () => {
    await taskOf("prelude");
    assert.equal(await vscode.debug.startDebugging(folder, "a program"), false);
    mend();
    assert.equal(await vscode.debug.startDebugging(folder, "a program"), true);
    assert.equal(await saidAfterwards(), "true");
    assert.deepEqual(
      started.filter(({ name }) => name === "a program"),
      [{ name: "a program", afterPrelude: true }],
    );
  });

  it("is run before a task is debugged, which does not start when it fails", async () => {
    await taskOf("prelude");
    const name = "Debug DumpSales(date=2026-11-09)";
    await vscode.debug.startDebugging(folder, "a day's sales");
    assert.ok(!existsSync(inExample("data/prelude.txt")));
    mend();
    await vscode.debug.startDebugging(folder, "a day's sales");
    await eventually(
      () => ended,
      (names) => names.includes(name),
      90,
    );
    assert.deepEqual(
      started.filter((session) => session.name === name),
      [{ name, afterPrelude: true }],
    );
    assert.ok(existsSync(inExample("data/dump/2026-11-09.csv")));
  });

  it("is marked once at the line that threw, where it can be run again, debugged and read about", async () => {
    const document = await openExample("tasks/prelude.ts");
    const marks = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ message }) => message.includes("A stone."));
    // The history's mark of the runs before goes with their success.
    mend();
    await vscode.commands.executeCommand("pipewright.runTask", { family: "Prelude" });
    await eventually(marks, (found) => found.length === 0);
    for (const file of ["mended", "data/prelude.txt"]) rmSync(inExample(file));

    // VS Code marks what it reads in the terminal a moment after the task has ended.
    let readInTerminal = false;
    const watching = vscode.languages.onDidChangeDiagnostics(() => {
      readInTerminal ||= marks().some(({ message }) => message.includes("Prelude() failed: A stone."));
    });
    try {
      await vscode.tasks.executeTask(await taskOf("prelude"));
      await eventually(
        () => readInTerminal,
        (isSo) => isSo,
        60,
      );
      const [mark] = await eventually(marks, (found) => found.length === 1 && !found[0]?.message.includes("failed:"));
      assert.ok(mark);
      assert.equal(mark.range.start.line, lineOf(document, "throw new Error"));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        mark.range,
      );
      const titles = actions.map(({ title }) => title);
      for (const title of ["Retry Prelude", "Debug Prelude", "Show Log"])
        assert.ok(titles.includes(title), titles.join());
    } finally {
      watching.dispose();
    }
  });
});
