import * as vscode from "vscode";
import { taskName } from "./model/task-name.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** The error at the line that threw, until the task succeeds or the file is edited: the line may not be the same then. */
export function showFailureDiagnostics({ store }: Parts): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("pipewright-failures");
  /** Failures that an edit has made doubtful, by run and task. */
  const outdated = new Set<string>();

  const show = () => {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const failure of store.failures()) {
      const { location, message } = failure.error ?? {};
      if (location === undefined || outdated.has(`${failure.runId} ${failure.taskId}`)) continue;
      const diagnostic = new vscode.Diagnostic(
        lineRange(location.line, location.column),
        `${taskName(failure)}: ${message}`,
        vscode.DiagnosticSeverity.Error,
      );
      diagnostic.source = "pipewright";
      byFile.set(location.file, [...(byFile.get(location.file) ?? []), diagnostic]);
    }
    collection.clear();
    collection.set([...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]));
  };

  const update = throttle(show, PAUSE_MS);
  return vscode.Disposable.from(
    collection,
    update,
    { dispose: store.onDidChange(() => update.request()) },
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !collection.has(document.uri)) return;
      for (const { runId, taskId, error } of store.failures()) {
        if (error?.location?.file === document.uri.fsPath) outdated.add(`${runId} ${taskId}`);
      }
      collection.delete(document.uri);
    }),
  );
}

/** From the place to the end of its line, which VS Code cuts to what is there. */
function lineRange(line: number, column: number): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER);
}
