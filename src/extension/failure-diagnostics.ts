import * as vscode from "vscode";
import type { TaskRunRecord } from "../protocol/history-record.ts";
import { taskName } from "./model/task-name.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/**
 * The error at the line that threw, until the task succeeds or the file is edited, here or by whomever: the line may not
 * be the same then.
 */
export function showFailureDiagnostics({ folder, index, store }: Parts): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("pipewright-failures");
  /** Failures that an edit has made doubtful, by run and task. */
  const outdated = new Set<string>();

  /** What failed, by the message that is shown of it. */
  const shown = new Map<string, TaskRunRecord>();

  let latest = 0;
  const show = async () => {
    const turn = ++latest;
    const failures = store.failures();
    const files = new Set(failures.flatMap(({ error }) => error?.location?.file ?? []));
    const times = new Map(await Promise.all([...files].map(async (file) => [file, await changedAt(file)] as const)));
    if (turn !== latest) return;
    shown.clear();
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const failure of failures) {
      const { location, message } = failure.error ?? {};
      // What was run had been read before the task began.
      if (location === undefined || (times.get(location.file) ?? 0) > Date.parse(failure.startedAt ?? "")) continue;
      if (outdated.has(`${failure.runId} ${failure.taskId}`)) continue;
      const diagnostic = new vscode.Diagnostic(
        lineRange(location.line, location.column),
        `${taskName(failure)}: ${message}`,
        vscode.DiagnosticSeverity.Error,
      );
      diagnostic.source = "pipewright";
      shown.set(diagnostic.message, failure);
      byFile.set(location.file, [...(byFile.get(location.file) ?? []), diagnostic]);
    }
    collection.clear();
    collection.set([...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]));
  };

  const update = throttle(() => void show(), PAUSE_MS);
  return vscode.Disposable.from(
    collection,
    vscode.languages.registerCodeActionsProvider(
      { scheme: "file" },
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          diagnostics
            .filter(({ source }) => source === "pipewright" && collection.has(document.uri))
            .flatMap((diagnostic) => {
              const failure = shown.get(diagnostic.message);
              return failure === undefined ? [] : actionsFor(failure, diagnostic, folder.fsPath);
            }),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    update,
    { dispose: store.onDidChange(() => update.request()) },
    index.onDidChangeOnDisk(() => update.request()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !collection.has(document.uri)) return;
      for (const { runId, taskId, error } of store.failures()) {
        if (error?.location?.file === document.uri.fsPath) outdated.add(`${runId} ${taskId}`);
      }
      collection.delete(document.uri);
    }),
  );
}

/** The same task once more, with the same parameters; what it made already is not made again. */
function actionsFor(failure: TaskRunRecord, diagnostic: vscode.Diagnostic, project: string): vscode.CodeAction[] {
  const { family, params, log } = failure;
  const action = (title: string, command: string, argument: object) => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.command = { title, command, arguments: [argument] };
    made.diagnostics = [diagnostic];
    return made;
  };
  const { t } = vscode.l10n;
  return [
    action(t("Retry {0}", taskName(failure)), "pipewright.runTask", { family, params, project }),
    action(t("Debug {0}", taskName(failure)), "pipewright.debugTask", { family, params, project }),
    ...(log === undefined ? [] : [action(t("Show Log"), "pipewright.showLog", { log, project })]),
  ];
}

/** From the place to the end of its line, which VS Code cuts to what is there. */
function lineRange(line: number, column: number): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER);
}

/** When a file was last written, as a time; one that is gone was written after all that is known of it. */
async function changedAt(file: string): Promise<number> {
  return vscode.workspace.fs.stat(vscode.Uri.file(file)).then(
    ({ mtime }) => mtime,
    () => Number.POSITIVE_INFINITY,
  );
}
