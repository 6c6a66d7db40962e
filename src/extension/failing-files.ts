import * as vscode from "vscode";
import type { Projects } from "./projects.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 300;

/** Marks the files of task classes whose last run failed, in the explorer and on tabs, where the setting wants it. */
export function markFailingFiles(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  /** How many tasks stand as failed, by the file of their class. */
  let failing = new Map<string, number>();

  const update = throttle(() => {
    const before = failing;
    failing = new Map();
    for (const { folder, index, store } of projects.all) {
      if (!vscode.workspace.getConfiguration("pipewright", folder).get<boolean>("fileDecorations", true)) continue;
      for (const { family } of store.failures()) {
        const task = index.find(family);
        if (task === undefined) continue;
        const file = index.uriOf(task.file).toString();
        failing.set(file, (failing.get(file) ?? 0) + 1);
      }
    }
    const files = new Set([...before.keys(), ...failing.keys()]);
    const other = [...files].filter((file) => before.get(file) !== failing.get(file));
    if (other.length > 0) changed.fire(other.map((file) => vscode.Uri.parse(file)));
  }, PAUSE_MS);
  const request = () => update.request();

  return vscode.Disposable.from(
    changed,
    update,
    projects.onDidChange(request),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.fileDecorations")) request();
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration(uri) {
        const count = failing.get(uri.toString());
        if (count === undefined) return undefined;
        const tooltip =
          count === 1
            ? vscode.l10n.t("Pipewright: 1 task failed")
            : vscode.l10n.t("Pipewright: {0} tasks failed", count);
        return { badge: "✗", tooltip, color: new vscode.ThemeColor("pipewright.failed") };
      },
    }),
  );
}
