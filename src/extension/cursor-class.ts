import * as vscode from "vscode";
import type { LiveIndex } from "./live-index.ts";
import { taskAt } from "./model/task-at.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 150;

/** Tells the task class that the cursor stands in, when that becomes another one. */
export function followCursor(index: LiveIndex, tell: (family: string) => void): vscode.Disposable {
  let told: string | undefined;
  const look = throttle(() => {
    const editor = vscode.window.activeTextEditor;
    const file = editor && index.fileOf(editor.document.uri);
    if (editor === undefined || file === undefined) return;
    const family = taskAt(index.index, file, editor.selection.active.line + 1)?.family;
    if (family === undefined || family === told) return;
    told = family;
    tell(family);
  }, PAUSE_MS);
  return vscode.Disposable.from(
    look,
    vscode.window.onDidChangeTextEditorSelection(() => look.request()),
    vscode.window.onDidChangeActiveTextEditor(() => look.request()),
  );
}
