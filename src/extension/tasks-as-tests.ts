import * as vscode from "vscode";
import type { RunEvent } from "../protocol/run-event.ts";
import { allDownstream } from "./model/all-downstream.ts";
import { tasksOf } from "./model/task-at.ts";
import { askParameters } from "./parameter-input.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";

/**
 * Task classes in the Testing view, for whoever likes its gutter icons: off unless the setting is on. Neither profile is
 * a default, so "Run All Tests" runs no pipeline.
 */
export function offerTasksAsTests(projects: Projects, memory: vscode.Memento): vscode.Disposable {
  let shown: vscode.Disposable | undefined;
  const isOn = () => vscode.workspace.getConfiguration("pipewright").get<boolean>("tasksAsTests", false);
  const follow = () => {
    if (isOn() === (shown !== undefined)) return;
    shown?.dispose();
    shown = isOn() ? showTests(projects, memory) : undefined;
  };
  follow();
  return vscode.Disposable.from(
    { dispose: () => shown?.dispose() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.tasksAsTests")) follow();
    }),
  );
}

function showTests(projects: Projects, memory: vscode.Memento): vscode.Disposable {
  const controller = vscode.tests.createTestController("pipewright.tasks", vscode.l10n.t("Pipeline tasks"));
  const owners = new WeakMap<vscode.TestItem, Parts>();

  const show = () => {
    const items = projects.runnable.flatMap((parts) =>
      parts.index.tasks
        .filter(({ kind }) => kind !== "external")
        .map((task) => {
          const uri = parts.index.uriOf(task.file);
          const item = controller.createTestItem(idOf(parts, task.family), task.family, uri);
          item.range = new vscode.Range(task.line - 1, 0, task.line - 1, 0);
          owners.set(item, parts);
          return item;
        }),
    );
    controller.items.replace(items);
  };

  const run = async ({ include = [] }: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    // Only what somebody has chosen: never all of it.
    for (const item of include) {
      const parts = owners.get(item);
      const task = parts?.index.find(item.label);
      if (parts === undefined || task === undefined || token.isCancellationRequested) continue;
      const params = await askParameters(task, {}, vscode.l10n.t("Run {0}", task.family), memory);
      if (params === undefined) continue;
      const told = controller.createTestRun(new vscode.TestRunRequest([item]), task.family, false);
      told.started(item);
      const started = await parts.runs.start({ command: "run", family: task.family, params }, (event) =>
        tell(event, item, told),
      );
      token.onCancellationRequested(() => started?.cancel());
      await started?.ended.catch((error: unknown) => told.errored(item, new vscode.TestMessage(String(error))));
      told.end();
    }
  };
  const debug = async ({ include = [] }: vscode.TestRunRequest): Promise<void> => {
    for (const item of include) {
      const project = owners.get(item)?.folder.fsPath;
      await vscode.commands.executeCommand("pipewright.debugTask", { family: item.label, project });
    }
  };
  controller.createRunProfile(vscode.l10n.t("Run Task"), vscode.TestRunProfileKind.Run, run, false);
  controller.createRunProfile(vscode.l10n.t("Debug Task"), vscode.TestRunProfileKind.Debug, debug, false);
  /** What was shown of a class is of other code now: dimmed, with all that was made of it. */
  const outdate = ({ uri }: vscode.TextDocument) => {
    const parts = projects.of(uri);
    if (parts === undefined) return;
    const below = allDownstream(parts.index.index, tasksOf(parts.index.index, parts.index.fileOf(uri) ?? ""));
    const items = below.flatMap(({ family }) => controller.items.get(idOf(parts, family)) ?? []);
    controller.invalidateTestResults(items);
  };
  show();
  return vscode.Disposable.from(
    controller,
    projects.onDidChange(show),
    vscode.workspace.onDidSaveTextDocument(outdate),
  );
}

function idOf({ folder }: Parts, family: string): string {
  return `${folder.fsPath}:${family}`;
}

function tell(event: RunEvent, item: vscode.TestItem, told: vscode.TestRun): void {
  if (event.event === "taskFinished") told.appendOutput(`${event.taskId}: ${event.status}\r\n`);
  if (event.event !== "runFinished") return;
  if (event.status === "success") return told.passed(item, event.durationMs);
  const messages = event.tasks.flatMap(({ taskId, error }) =>
    error === undefined ? [] : [new vscode.TestMessage(`${taskId}: ${error.message}`)],
  );
  told.failed(item, messages.length > 0 ? messages : [new vscode.TestMessage(event.status)], event.durationMs);
}
