import { watch } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import { type AttemptLog, attemptLogNames, joinLogs, type LineRange } from "./model/attempt-logs.ts";
import { taskName } from "./model/task-name.ts";
import type { Projects } from "./projects.ts";
import { readText } from "./read-text.ts";
import { chooseTask } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const SCHEME = "pipewright-log";
const PAUSE_MS = 200;

/** `pipewright.showLog`: the log of a task's attempts in a run, read-only, growing while the task runs. */
export function registerShowLog(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const followed = new Map<string, vscode.Disposable>();
  const attemptsIn = new Map<string, readonly LineRange[]>();
  /** The logs whose end is in sight: what is added to them is followed. */
  const atEnd = new Set<string>();

  const follow = (uri: vscode.Uri) => {
    if (followed.has(uri.toString())) return;
    const grown = throttle(() => changed.fire(uri), PAUSE_MS);
    const { fsPath } = fileOf(uri);
    const names = attemptLogNames(path.basename(fsPath));
    // Another attempt has a file of its own.
    const watcher = watch(path.dirname(fsPath), (_, changedFile) => {
      const attempt = changedFile === null ? undefined : attemptLogNames(changedFile)?.attempt;
      if (attempt === undefined || names === undefined || names.of(attempt) === changedFile) grown.request();
    });
    watcher.on("error", (error) => log.debug(`${uri.path} is not followed: ${error.message}`));
    followed.set(uri.toString(), vscode.Disposable.from(grown, { dispose: () => watcher.close() }));
  };

  const showLog = async (...given: unknown[]) => {
    const [first] = given;
    const file = hasLog(first) ? fileOfRecord(first) : await logOfTask(given);
    if (file === undefined) return;
    const uri = file.with({ scheme: SCHEME });
    const editor = await vscode.window.showTextDocument(uri, { preview: true, viewColumn: textColumn() });
    const end = editor.document.lineAt(editor.document.lineCount - 1).range;
    editor.revealRange(end);
    atEnd.add(uri.toString());
    const earlier = (attemptsIn.get(uri.toString()) ?? []).slice(0, -1).map(({ start }) => start);
    if (earlier.length > 0) await vscode.commands.executeCommand("editor.fold", { selectionLines: earlier });
    follow(uri);
  };

  return vscode.Disposable.from(
    changed,
    { dispose: () => vscode.Disposable.from(...followed.values()).dispose() },
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => {
        const logs = await logsOf(fileOf(uri));
        if (logs.length === 0) return vscode.l10n.t("The log is gone: {0}", uri.path);
        const { text, attempts } = joinLogs(logs, (attempt) => vscode.l10n.t("Attempt {0}", attempt));
        attemptsIn.set(uri.toString(), attempts);
        return text === "" ? vscode.l10n.t("Nothing was logged.") : text;
      },
    }),
    vscode.languages.registerFoldingRangeProvider(
      { scheme: SCHEME },
      {
        provideFoldingRanges: ({ uri }) =>
          (attemptsIn.get(uri.toString()) ?? []).map(({ start, end }) => new vscode.FoldingRange(start, end)),
      },
    ),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document }, visibleRanges }) => {
      if (document.uri.scheme !== SCHEME) return;
      const last = visibleRanges.at(-1)?.end.line ?? 0;
      if (last >= document.lineCount - 1) atEnd.add(document.uri.toString());
      else atEnd.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!atEnd.has(document.uri.toString())) return;
      const end = document.lineAt(document.lineCount - 1).range;
      for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) editor.revealRange(end);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      atEnd.delete(uri.toString());
      followed.get(uri.toString())?.dispose();
      followed.delete(uri.toString());
      attemptsIn.delete(uri.toString());
    }),
    registerCommand("pipewright.showLog", showLog, log),
  );

  function fileOfRecord({ log: file, project }: WithLog): vscode.Uri | undefined {
    const parts = projects.at(project) ?? projects.front;
    return parts && vscode.Uri.joinPath(parts.folder, file);
  }

  async function logOfTask(from: readonly unknown[]): Promise<vscode.Uri | undefined> {
    const chosen = await chooseTask(from, projects, { toRun: true });
    if (chosen === undefined) return undefined;
    const { folder, store } = chosen.parts;
    const last = store.summaries().get(chosen.task.family);
    if (last?.task.log !== undefined) return vscode.Uri.joinPath(folder, last.task.log);
    const name = last === undefined ? chosen.task.family : taskName({ ...last, params: last.task.params });
    void vscode.window.showInformationMessage(vscode.l10n.t("{0} has no log: it has not run yet.", name));
    return undefined;
  }
}

interface WithLog {
  /** Relative to the project's folder. */
  readonly log: string;
  readonly project?: string;
}

function hasLog(value: unknown): value is WithLog {
  return typeof value === "object" && value !== null && "log" in value && typeof value.log === "string";
}

/** The logs of all attempts at the task in that run. */
async function logsOf(file: vscode.Uri): Promise<AttemptLog[]> {
  const names = attemptLogNames(path.posix.basename(file.path));
  const logs: AttemptLog[] = [];
  for (let attempt = 1; ; attempt++) {
    const each = names ? vscode.Uri.joinPath(file, "..", names.of(attempt)) : file;
    const text = await readText(each);
    if (text !== undefined) logs.push({ attempt, text });
    if (names === undefined || (text === undefined && attempt >= names.attempt)) return logs;
  }
}

function fileOf(uri: vscode.Uri): vscode.Uri {
  return uri.with({ scheme: "file" });
}

/** Beside the graph, not over it. */
function textColumn(): vscode.ViewColumn {
  return (
    vscode.window.activeTextEditor?.viewColumn ??
    vscode.window.visibleTextEditors[0]?.viewColumn ??
    vscode.ViewColumn.Active
  );
}
