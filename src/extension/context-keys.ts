import * as path from "node:path";
import * as vscode from "vscode";
import { tasksOf } from "./model/task-at.ts";
import { welcomeState } from "./model/welcome-state.ts";
import type { Projects } from "./projects.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** Keeps the keys that the `when` clauses of menus and commands look at; only changes are told. */
export function keepContextKeys(projects: Projects): vscode.Disposable {
  const known = new Map<string, string>();
  const set = (key: string, value: unknown) => {
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    void vscode.commands.executeCommand("setContext", key, value);
  };

  let filesKnown = "";
  const update = throttle(() => {
    const { all } = projects;
    const names = all.map(({ index }) => [...new Set(index.tasks.map(({ file }) => file))]);
    set(
      "pipewright.state",
      welcomeState({
        hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
        looked: projects.looked,
        projects: all.map(({ index }) => ({ state: index.state.state, tasks: index.tasks.length })),
      }),
    );
    set("pipewright.hasProject", all.length > 0);
    set(
      "pipewright.hasTasks",
      names.some((files) => files.length > 0),
    );
    // Thousands of addresses are not made for every letter that is typed.
    const folders = all.map(({ folder }) => folder.fsPath);
    const now = JSON.stringify([folders, names]);
    if (now !== filesKnown) {
      filesKnown = now;
      const files = new Set(all.flatMap(({ index }, at) => (names[at] ?? []).map((file) => index.uriOf(file).fsPath)));
      set("pipewright.taskFiles", [...files]);
      set("pipewright.taskFolders", [...foldersAbove(files, folders)]);
    }
    set("pipewright.taskLines", taskLines());
    set(
      "pipewright.isRunning",
      all.some(({ store }) => store.activeRuns().length > 0),
    );
    set(
      "pipewright.hasFailures",
      all.some(({ store }) => store.failures().length > 0),
    );
  }, PAUSE_MS);
  const request = () => update.request();

  /** The lines of the class names in the visible editors, for the menu of the line numbers: it is opened without a click. */
  const taskLines = () => {
    const lines = vscode.window.visibleTextEditors.flatMap(({ document: { uri } }) => {
      const index = projects.of(uri)?.index;
      return index === undefined ? [] : tasksOf(index.index, index.fileOf(uri) ?? "").map(({ line }) => line);
    });
    return [...new Set(lines)];
  };

  request();
  return vscode.Disposable.from(
    update,
    projects.onDidChange(request),
    vscode.window.onDidChangeVisibleTextEditors(request),
  );
}

/** The folders with task files somewhere below, up to the projects' own. */
function foldersAbove(files: Iterable<string>, roots: readonly string[]): ReadonlySet<string> {
  const folders = new Set(roots);
  for (const file of files) {
    for (let folder = path.dirname(file); !folders.has(folder) && folder !== path.dirname(folder); ) {
      folders.add(folder);
      folder = path.dirname(folder);
    }
  }
  return folders;
}
