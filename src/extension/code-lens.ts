import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { rangeParameters } from "./model/backfill-range.ts";
import { runNote } from "./model/run-note.ts";
import { staleNote } from "./model/stale-note.ts";
import { statusIcon } from "./model/status-icon.ts";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

class TaskLens extends vscode.CodeLens {
  readonly family: string;
  readonly action: "run" | "debug" | "backfill" | "status" | "stale";

  constructor(task: TaskClass, action: TaskLens["action"]) {
    const start = new vscode.Position(task.line - 1, 0);
    super(new vscode.Range(start, start));
    this.family = task.family;
    this.action = action;
  }
}

/** Run · Debug · Backfill… · the last run's status · how many outputs are stale, over each task class. */
export function showCodeLenses({ folder, index, store }: Parts): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const update = throttle(() => changed.fire(), PAUSE_MS);
  const wanted = (uri: vscode.Uri) =>
    vscode.workspace.getConfiguration("pipewright", uri).get<"full" | "compact" | "off">("codeLens", "full");

  const provider: vscode.CodeLensProvider<TaskLens> = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses({ uri }) {
      const file = index.fileOf(uri);
      const how = wanted(uri);
      if (file === undefined || !vscode.workspace.isTrusted || how === "off") return [];
      const isFull = how === "full";
      const summaries = store.summaries();
      return tasksOf(index.index, file).flatMap((task) => [
        new TaskLens(task, "run"),
        ...(isFull && task.kind === "task" ? [new TaskLens(task, "debug")] : []),
        ...(isFull && rangeParameters(task).length > 0 ? [new TaskLens(task, "backfill")] : []),
        ...(summaries.has(task.family) ? [new TaskLens(task, "status")] : []),
        ...(store.stales.has(task.family) ? [new TaskLens(task, "stale")] : []),
      ]);
    },
    resolveCodeLens(lens) {
      lens.command = commandOf(lens);
      return lens;
    },
  };

  const commandOf = ({ family, action }: TaskLens): vscode.Command => {
    const { t } = vscode.l10n;
    const about = { family, project: folder.fsPath };
    switch (action) {
      case "run":
        return { title: `$(play) ${t("Run")}`, command: "pipewright.runTask", arguments: [about] };
      case "debug":
        return { title: `$(debug-alt) ${t("Debug")}`, command: "pipewright.debugTask", arguments: [about] };
      case "backfill":
        return { title: `$(calendar) ${t("Backfill…")}`, command: "pipewright.backfillTask", arguments: [about] };
      case "status": {
        const summary = store.summaries().get(family);
        const note = summary === undefined ? "" : `$(${statusIcon(summary.status)}) ${runNote(summary, Date.now(), t)}`;
        return { title: note, tooltip: t("Show Log"), command: "pipewright.showLog", arguments: [about] };
      }
      case "stale": {
        const title = `$(history) ${staleNote(store.stales.get(family) ?? 0, t)}`;
        const tooltip = [store.staleWhy(family) ?? "", t("Redo This Month…")].filter(Boolean).join("\n");
        return { title, tooltip, command: "pipewright.invalidateTask", arguments: [about] };
      }
    }
  };

  return vscode.Disposable.from(
    changed,
    update,
    index.onDidChange(() => changed.fire()),
    { dispose: store.onDidChange(() => update.request()) },
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.codeLens")) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider({ language: "typescript", scheme: "file" }, provider),
  );
}
