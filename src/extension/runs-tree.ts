import * as path from "node:path";
import * as vscode from "vscode";
import type { BackfillRecord } from "../protocol/backfill-record.ts";
import type { RunRecord, TaskRunRecord } from "../protocol/history-record.ts";
import { registerCommand } from "./command.ts";
import { KeptNodes } from "./model/kept-nodes.ts";
import { type RunLabel, runLabel } from "./model/run-label.ts";
import { PanelProcess } from "./panel-process.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { statusThemeIcon } from "./status-theme-icon.ts";
import type { TaskArgument } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 400;
const SHOWN = 50;
const MOST_TASKS = 500;

/** What the commands of the menus are given is in it: a run's id, a log, a backfill's id, a task with its values. */
type Node =
  | { readonly kind: "group"; readonly of: "runs" | "backfills"; readonly parts: Parts; readonly isOnly: boolean }
  | {
      readonly kind: "run";
      readonly page: "runs";
      readonly runId: string;
      readonly run: RunRecord;
      readonly parts: Parts;
      readonly project: string;
    }
  | {
      readonly kind: "backfill";
      readonly backfillId: string;
      readonly family: string;
      readonly backfill: BackfillRecord;
      readonly project: string;
    }
  | (TaskArgument & {
      readonly kind: "task";
      readonly record: TaskRunRecord;
      readonly log?: string;
      readonly project: string;
    });

/** The runs and the backfills of all projects, whoever started them, with how each task of a run ended. */
export function showRunsTree(
  projects: Projects,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<Node[] | undefined>();
  const kept = new KeptNodes<Node>({ idOf, textOf });
  const processes = new Map<string, PanelProcess>();
  const askOf = ({ folder }: Parts): PanelProcess => {
    const known = processes.get(folder.fsPath) ?? new PanelProcess(folder, context.extensionUri, log);
    processes.set(folder.fsPath, known);
    return known;
  };

  const read = async (node: Node | undefined): Promise<Node[]> => {
    if (node === undefined) {
      await projects.ready();
      // The view says what can be done where nothing ever ran.
      if (!projects.runnable.some(hasRuns)) return [];
      const isOnly = projects.runnable.length === 1;
      return projects.runnable.flatMap((parts): Node[] => [
        { kind: "group", of: "runs", parts, isOnly },
        { kind: "group", of: "backfills", parts, isOnly },
      ]);
    }
    switch (node.kind) {
      case "group": {
        const { parts } = node;
        const project = parts.folder.fsPath;
        if (node.of === "runs") {
          const runs = await askOf(parts).ask("runs", { limit: SHOWN });
          return runs.map((run) => ({ kind: "run", page: "runs", runId: run.runId, run, parts, project }));
        }
        const backfills = await askOf(parts).ask("backfills", { limit: SHOWN });
        return backfills.map((backfill) => {
          const { backfillId, family } = backfill;
          return { kind: "backfill", backfillId, family, backfill, project };
        });
      }
      case "run": {
        const { parts, runId } = node;
        const detail = await askOf(parts).ask("runDetail", { runId });
        const project = parts.folder.fsPath;
        return (detail?.tasks ?? []).slice(0, MOST_TASKS).map((record) => {
          const { family, params, log: file } = record;
          return { kind: "task", family, params, record, log: file, project };
        });
      }
      default:
        return [];
    }
  };

  const tree = vscode.window.createTreeView<Node>("pipewright.runs", {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => kept.give(node, await read(node)),
      getTreeItem: (node) => kept.draw(node, itemOf(node)),
    },
  });
  const resumeBackfill = async (...given: unknown[]) => {
    for (const { backfillId, backfill, project } of backfillsOf(given)) {
      const { family, params, range } = backfill;
      await projects.at(project)?.runs.perform({ command: "backfill", family, params, range, backfillId });
    }
  };
  const pauseBackfill = async (...given: unknown[]) => {
    for (const { backfillId, project } of backfillsOf(given)) {
      const parts = projects.at(project);
      if (parts !== undefined) await askOf(parts).ask("pause", { backfillId });
    }
    update.request();
  };
  /** Runs that another process has started: the window's own are known to it. */
  const stopOther = async (...given: unknown[]) => {
    const [node] = given as [Node?];
    if (node?.kind === "run") await askOf(node.parts).ask("stop", { runId: node.runId });
  };
  let isReading = false;
  const refresh = async () => {
    // A view that nobody looks at asks nothing.
    if (!tree.visible) return;
    if (isReading) return update.request();
    isReading = true;
    // The tasks of a run that has ended stay as they are.
    const news = (node: Node | undefined) => (node?.kind === "run" && !isRunning(node) ? undefined : read(node));
    // VS Code shows why nothing can be read.
    const nodes = await kept.refresh(news).catch(() => undefined);
    isReading = false;
    if (nodes?.length !== 0) changed.fire(nodes);
  };
  const update = throttle(() => void refresh(), PAUSE_MS);
  return vscode.Disposable.from(
    changed,
    tree,
    update,
    projects.onDidChange(() => update.request()),
    tree.onDidChangeVisibility(() => update.request()),
    registerCommand("pipewright.refreshRuns", () => changed.fire(undefined), log),
    registerCommand("pipewright.resumeBackfill", resumeBackfill, log),
    registerCommand("pipewright.pauseBackfill", pauseBackfill, log),
    registerCommand("pipewright.stopOtherRun", stopOther, log),
    { dispose: () => vscode.Disposable.from(...processes.values()).dispose() },
  );
}

/** Of the nodes that a menu's command is about: the one clicked, and those that are selected with it. */
function backfillsOf(given: readonly unknown[]): Extract<Node, { kind: "backfill" }>[] {
  const [first, selection] = given as [Node?, (readonly Node[])?];
  return (selection ?? [first]).flatMap((node) => (node?.kind === "backfill" ? [node] : []));
}

function hasRuns({ store }: Parts): boolean {
  return store.summaries().size > 0 || store.activeRuns().length > 0;
}

function isRunning({ run }: Extract<Node, { kind: "run" }>): boolean {
  return run.status === "running";
}

function idOf(node: Node): string {
  switch (node.kind) {
    case "group":
      return `${node.parts.folder.fsPath}:${node.of}`;
    case "run":
      return node.runId;
    case "backfill":
      return node.backfillId;
    case "task":
      return `${node.record.runId} ${node.record.taskId}`;
  }
}

/** All that can be seen of a node, and chosen from its menu. */
function textOf(node: Node): string {
  return JSON.stringify(itemOf(node));
}

function itemOf(node: Node): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case "group": {
      const item = new vscode.TreeItem(node.of === "runs" ? t("Runs") : t("Backfills"), Expanded);
      item.id = idOf(node);
      if (!node.isOnly) item.description = path.basename(node.parts.folder.fsPath);
      return item;
    }
    case "run": {
      const item = dressed(runLabel(node.run, Date.now(), t), Collapsed);
      item.id = idOf(node);
      item.contextValue = isRunning(node) ? "run running" : "run ended";
      return item;
    }
    case "backfill": {
      const item = dressed(runLabel(node.backfill, Date.now(), t), None);
      item.id = idOf(node);
      item.contextValue = `backfill ${backfillState(node.backfill)}`;
      return item;
    }
    case "task": {
      const item = dressed(runLabel(node.record, Date.now(), t), None);
      item.id = idOf(node);
      item.contextValue = node.log === undefined ? "taskRun" : "taskRun log";
      if (node.log !== undefined)
        item.command = { title: t("Show Log"), command: "pipewright.showLog", arguments: [node] };
      return item;
    }
  }
}

/** What can be done with it, as the menus ask: it goes on, there is something left to do, or nothing is. */
function backfillState({ status }: BackfillRecord): "active" | "open" | "done" {
  if (status === "running") return "active";
  return status === "success" || status === "pausing" ? "done" : "open";
}

function dressed({ label, note, icon }: RunLabel, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.description = note;
  item.iconPath = statusThemeIcon(icon);
  item.accessibilityInformation = { label: `${label}, ${note}` };
  return item;
}
