import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";
import { openExample } from "./open-example.ts";

const pipewrightTasks = async () => vscode.tasks.fetchTasks({ type: "pipewright" });

const lensTitles = async (uri: vscode.Uri) =>
  ((await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 20)) ?? []).map(
    ({ command }) => command?.title.replace(/\$\([^)]*\)\s*/g, "") ?? "",
  );

describe("around the editor", function () {
  this.timeout(120_000);

  it("offers tasks that need only a date as tasks of VS Code, and runs one in a terminal to its exit code", async () => {
    await openExample("tasks/dump-sales.ts");
    const found = await eventually(pipewrightTasks, (all) => all.some(({ name }) => name.startsWith("DumpSales")), 60);
    const dump = found.find(({ name }) => name === "DumpSales(date=yesterday)");
    assert.ok(dump, found.map(({ name }) => name).join());
    assert.deepEqual(dump.problemMatchers, ["$pipewright"]);
    const ended = new Promise<number | undefined>((resolve) => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.type !== "pipewright") return;
        listening.dispose();
        resolve(exitCode);
      });
    });
    // One that no run can make: its end is its exit code.
    const wrong = new vscode.Task(
      { type: "pipewright", task: "NoSuchTask" },
      vscode.workspace.workspaceFolders?.[0] ?? vscode.TaskScope.Workspace,
      "NoSuchTask",
      "Pipewright",
      dump.execution &&
        new vscode.ProcessExecution((dump.execution as vscode.ProcessExecution).process, [
          (dump.execution as vscode.ProcessExecution).args[0] ?? "",
          "run",
          "NoSuchTask",
        ]),
    );
    await vscode.tasks.executeTask(wrong);
    assert.equal(await ended, 2);
  });

  it("sends such a task where tasks are to run", async () => {
    const settings = vscode.workspace.getConfiguration("pipewright");
    const wordsOfDump = async () => {
      const dump = (await pipewrightTasks()).find(({ name }) => name === "DumpSales(date=yesterday)");
      return (dump?.execution as vscode.ProcessExecution | undefined)?.args.slice(1).join(" ") ?? "";
    };
    assert.equal(await wordsOfDump(), "run DumpSales --date yesterday");
    try {
      await settings.update("runOn", "kubernetes", vscode.ConfigurationTarget.Global);
      assert.equal(await wordsOfDump(), "run DumpSales --date yesterday --on kubernetes");
    } finally {
      await settings.update("runOn", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("puts Run, or nothing, over a class where the setting says so", async () => {
    const { uri } = await openExample("tasks/load-sales.ts");
    const settings = vscode.workspace.getConfiguration("pipewright");
    await eventually(
      () => lensTitles(uri),
      (titles) => titles.includes("Debug") && titles.includes("Backfill…"),
    );
    try {
      await settings.update("codeLens", "compact", vscode.ConfigurationTarget.Global);
      await eventually(
        () => lensTitles(uri),
        (titles) => titles.includes("Run") && !titles.includes("Debug") && !titles.includes("Backfill…"),
      );
      await settings.update("codeLens", "off", vscode.ConfigurationTarget.Global);
      await eventually(
        () => lensTitles(uri),
        (titles) => titles.length === 0,
      );
    } finally {
      await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("gives language models the tools of the server, and lists what would run before anything does", async () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith("pipewright_"));
    assert.deepEqual(names.toSorted(), [
      "pipewright_backfill",
      "pipewright_cancel",
      "pipewright_graph_query",
      "pipewright_log",
      "pipewright_missing_dates",
      "pipewright_plan",
      "pipewright_run",
      "pipewright_runs",
      "pipewright_task_details",
    ]);
    const call = async (name: string, input: object) => {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
    };
    const graph = JSON.parse(await call("pipewright_graph_query", { query: "+LoadSales" })) as {
      readonly requires: readonly string[];
    };
    assert.ok(graph.requires.includes("LoadSales -> DumpSales"), JSON.stringify(graph));
    await assert.rejects(call("pipewright_task_details", { task: "LoadSalse" }), /Did you mean LoadSales/);
  });

  it("has few settings, each with a scope and a description", () => {
    const extension = vscode.extensions.getExtension("pipewright.pipewright");
    assert.ok(extension);
    const { contributes } = extension.packageJSON as {
      readonly contributes: {
        readonly configuration: {
          readonly properties: Record<string, { scope?: string; markdownDescription?: string }>;
        };
        readonly walkthroughs: readonly { readonly steps: readonly unknown[] }[];
      };
    };
    const settings = Object.values(contributes.configuration.properties);
    assert.ok(settings.length <= 18);
    for (const { scope, markdownDescription } of settings) assert.ok(scope && markdownDescription);
    for (const { steps } of contributes.walkthroughs) assert.ok(steps.length <= 5);
  });
});
