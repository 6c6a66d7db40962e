import { setImmediate as nextTurn } from "node:timers/promises";
import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { rangeParameters } from "./model/backfill-range.ts";
import { type Drawn, drawnChannel } from "./model/drawn-channel.ts";
import { LensLists } from "./model/lens-lists.ts";
import { runNote } from "./model/run-note.ts";
import { staleNote } from "./model/stale-note.ts";
import { statusIcon } from "./model/status-icon.ts";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { runPlace } from "./run-place.ts";
import { throttle } from "./throttle.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

const PAUSE_MS = 200;
const MINUTE_MS = 60_000;
/** In case that somebody waits for a lens of whom {@link LensLists} knows nothing. */
const LONGEST_HELD_MS = 10_000;

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
  /** What stands over the classes of the visible files, when VS Code was last told to ask for it. */
  let told = "";

  const lensesOf = (uri: vscode.Uri): TaskLens[] => {
    const file = index.fileOf(uri);
    const how = vscode.workspace
      .getConfiguration("pipewright", uri)
      .get<"full" | "compact" | "off">("codeLens", "full");
    if (file === undefined || whyNothingRuns(folder) !== undefined || how === "off") return [];
    const isFull = how === "full";
    const summaries = store.summaries();
    return tasksOf(index.index, file).flatMap((task) => [
      new TaskLens(task, "run"),
      ...(isFull && task.kind === "task" ? [new TaskLens(task, "debug")] : []),
      ...(isFull && rangeParameters(task).length > 0 ? [new TaskLens(task, "backfill")] : []),
      ...(summaries.has(task.family) ? [new TaskLens(task, "status")] : []),
      ...(store.stales.has(task.family) ? [new TaskLens(task, "stale")] : []),
    ]);
  };

  const commandOf = ({ family, action }: TaskLens): vscode.Command => {
    const { t } = vscode.l10n;
    const about = { family, project: folder.fsPath };
    switch (action) {
      case "run":
        return {
          title: `$(play) ${t("Run")}`,
          tooltip: runPlace(folder) === "kubernetes" ? t("Runs on Kubernetes") : t("Runs on this machine"),
          command: "pipewright.runTask",
          arguments: [about],
        };
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

  const lists = new LensLists<vscode.TextDocument, TaskLens>(
    (shown) => vscode.window.visibleTextEditors.filter(({ document }) => document === shown).length,
  );

  const provider: vscode.CodeLensProvider<TaskLens> = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const lenses = lists.give(document, lensesOf(document.uri));
      // What was resolved just now gets there first.
      await nextTurn();
      return lenses;
    },
    async resolveCodeLens(lens, token) {
      if (lists.isPutAway(lens)) await cancelled(token, LONGEST_HELD_MS);
      lens.command = commandOf(lens);
      return lens;
    },
  };

  // VS Code draws all lenses anew when it is told, and asks by itself after each edit.
  const tell = () => {
    const lenses = vscode.window.visibleTextEditors.flatMap(({ document: { uri } }) =>
      lensesOf(uri).map((lens) => [uri.path, lens.range.start.line, commandOf(lens)]),
    );
    const now = JSON.stringify(lenses);
    if (now === told) return;
    told = now;
    changed.fire();
    drawnChannel.publish({ what: "lenses", count: lenses.length } satisfies Drawn);
  };
  const update = throttle(tell, PAUSE_MS, "prompt");
  const request = () => update.request();
  // "5 min ago" grows old by itself.
  const clock = setInterval(request, MINUTE_MS);

  return vscode.Disposable.from(
    changed,
    update,
    { dispose: () => clearInterval(clock) },
    index.onDidChange(request),
    { dispose: store.onDidChange(request) },
    vscode.workspace.onDidGrantWorkspaceTrust(request),
    vscode.window.onDidChangeVisibleTextEditors(request),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (["codeLens", "runOn"].some((name) => event.affectsConfiguration(`pipewright.${name}`))) request();
    }),
    vscode.languages.registerCodeLensProvider({ scheme: folder.scheme }, provider),
  );
}

/** Waits until nobody wants the answer any more, at most so long. */
function cancelled(token: vscode.CancellationToken, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
