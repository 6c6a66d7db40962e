import { watch } from "node:fs";
import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import { taskName } from "./model/task-name.ts";
import type { Projects } from "./projects.ts";
import { readText } from "./read-text.ts";
import { chooseTask } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const SCHEME = "pipewright-log";
const PAUSE_MS = 200;

/** `pipewright.showLog`: the log of a task's last attempt, read-only, growing while the task runs. */
export function registerShowLog(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const followed = new Map<string, vscode.Disposable>();

  const follow = (uri: vscode.Uri) => {
    if (followed.has(uri.toString())) return;
    const grown = throttle(() => changed.fire(uri), PAUSE_MS);
    const watcher = watch(fileOf(uri).fsPath, () => grown.request());
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
    follow(uri);
  };

  return vscode.Disposable.from(
    changed,
    { dispose: () => vscode.Disposable.from(...followed.values()).dispose() },
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => {
        const text = await readText(fileOf(uri));
        if (text === undefined) return vscode.l10n.t("The log is gone: {0}", uri.path);
        return text === "" ? vscode.l10n.t("Nothing was logged.") : text;
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      followed.get(uri.toString())?.dispose();
      followed.delete(uri.toString());
    }),
    registerCommand("pipewright.showLog", showLog, log),
  );

  function fileOfRecord({ log: file, project }: WithLog): vscode.Uri | undefined {
    const parts = projects.at(project) ?? projects.front;
    return parts && vscode.Uri.joinPath(parts.folder, file);
  }

  async function logOfTask(from: readonly unknown[]): Promise<vscode.Uri | undefined> {
    const chosen = await chooseTask(from, projects);
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
