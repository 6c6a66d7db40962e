import * as vscode from "vscode";
import { decorateTasks } from "./decorate-tasks.ts";
import { runNote } from "./model/run-note.ts";
import type { Parts } from "./parts.ts";

const MINUTE_MS = 60_000;

/** How the last run of a class ended, at the end of the line of its name. */
export function showLastRuns(parts: Parts): vscode.Disposable {
  const note = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: { margin: "0 0 0 2em", color: new vscode.ThemeColor("editorCodeLens.foreground"), fontStyle: "italic" },
  });
  const notes = decorateTasks(parts, "lastRunNote", (editor, shown) => {
    const options = shown.map(({ summary, range }) => {
      const contentText = runNote(summary, Date.now(), vscode.l10n.t);
      const failed = summary.status === "failed" ? new vscode.ThemeColor("errorForeground") : undefined;
      return { range, renderOptions: { after: { contentText, color: failed } } };
    });
    editor.setDecorations(note, options);
  });
  // "5 min ago" grows old by itself.
  const clock = setInterval(() => notes.request(), MINUTE_MS);
  return vscode.Disposable.from(note, notes, { dispose: () => clearInterval(clock) });
}
