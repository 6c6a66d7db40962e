import * as vscode from "vscode";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** Keeps the keys that the `when` clauses of menus and commands look at; only changes are told. */
export function keepContextKeys({ folder, index, store }: Parts): vscode.Disposable {
  const known = new Map<string, string>();
  const set = (key: string, value: unknown) => {
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    void vscode.commands.executeCommand("setContext", key, value);
  };

  const update = throttle(() => {
    const files = new Set(index.tasks.map(({ file }) => file));
    set("pipewright.hasProject", folder !== undefined);
    set("pipewright.hasTasks", files.size > 0);
    set(
      "pipewright.taskFiles",
      [...files].map((file) => index.uriOf(file).fsPath),
    );
    set("pipewright.taskLines", taskLines());
    set("pipewright.isRunning", store.activeRuns().length > 0);
    set("pipewright.hasFailures", store.failures().length > 0);
  }, PAUSE_MS);
  const request = () => update.request();

  /** The lines of the class names in the active editor, for the menu of the line numbers. */
  const taskLines = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const file = uri && index.fileOf(uri);
    return file === undefined ? [] : tasksOf(index.index, file).map(({ line }) => line);
  };

  request();
  return vscode.Disposable.from(
    update,
    index.onDidChange(request),
    { dispose: store.onDidChange(request) },
    vscode.window.onDidChangeActiveTextEditor(request),
  );
}
