import * as vscode from "vscode";
import { runNote } from "./model/run-note.ts";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;
const MINUTE_MS = 60_000;

/** How the last run of a class ended, at the end of the line of its name. */
export function showLastRuns({ index, store }: Parts): vscode.Disposable {
  const note = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: { margin: "0 0 0 2em", color: new vscode.ThemeColor("editorCodeLens.foreground"), fontStyle: "italic" },
  });

  const show = () => {
    const summaries = store.summaries();
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const file = index.fileOf(document.uri);
      if (file === undefined) continue;
      const wanted = vscode.workspace.getConfiguration("pipewright", document.uri).get<boolean>("lastRunNote", true);
      const tasks = wanted ? tasksOf(index.index, file).filter(({ line }) => line <= document.lineCount) : [];
      const options = tasks.flatMap(({ family, line }) => {
        const summary = summaries.get(family);
        if (summary === undefined) return [];
        const contentText = runNote(summary, Date.now(), vscode.l10n.t);
        const failed = summary.status === "failed" ? new vscode.ThemeColor("errorForeground") : undefined;
        return { range: document.lineAt(line - 1).range, renderOptions: { after: { contentText, color: failed } } };
      });
      editor.setDecorations(note, options);
    }
  };

  const update = throttle(show, PAUSE_MS);
  const request = () => update.request();
  // "5 min ago" grows old by itself.
  const clock = setInterval(request, MINUTE_MS);
  return vscode.Disposable.from(
    note,
    update,
    { dispose: () => clearInterval(clock) },
    { dispose: store.onDidChange(request) },
    index.onDidChange(request),
    vscode.window.onDidChangeVisibleTextEditors(request),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.lastRunNote")) request();
    }),
  );
}
