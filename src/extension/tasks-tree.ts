import * as path from "node:path";
import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { runNote } from "./model/run-note.ts";
import { staleNote } from "./model/stale-note.ts";
import { statusIcon } from "./model/status-icon.ts";
import { statusWord } from "./model/status-words.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import type { TaskArgument } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 250;

/** A task class in the tree: what the commands of its menu are given. */
interface TaskNode extends Required<Pick<TaskArgument, "family" | "project">> {
  readonly parts: Parts;
  readonly task: TaskClass;
}

interface FolderNode {
  readonly folder: string;
  readonly project: string;
  readonly tasks: readonly TaskNode[];
}

type Node = FolderNode | TaskNode;

/** The task classes by folder, with how each stands; the badge counts what failed. */
export function showTasksTree(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tree = vscode.window.createTreeView<Node>("pipewright.tasks", {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => (node === undefined ? roots(projects) : "tasks" in node ? [...node.tasks] : []),
      getTreeItem: (node) => ("tasks" in node ? folderItem(node) : taskItem(node)),
    },
  });
  const update = throttle(() => {
    const failed = projects.all.flatMap(({ store }) => store.failures()).length;
    tree.badge = failed === 0 ? undefined : { value: failed, tooltip: vscode.l10n.t("{0} failed", failed) };
    changed.fire(undefined);
  }, PAUSE_MS);
  update.request();
  return vscode.Disposable.from(
    changed,
    tree,
    update,
    projects.onDidChange(() => update.request()),
  );
}

/** Where all are in one folder, that is left out. */
function roots(projects: Projects): Node[] {
  const nodes = projects.all.flatMap((parts) => {
    const project = parts.folder.fsPath;
    const tasks = parts.index.tasks.map((task) => ({ family: task.family, project, parts, task }));
    const byFolder = Map.groupBy(tasks, ({ task }) => path.posix.dirname(task.file));
    return [...byFolder].map(([folder, inside]) => ({ folder, project, tasks: inside }));
  });
  return nodes.length === 1 ? [...(nodes[0]?.tasks ?? [])] : nodes;
}

function folderItem({ folder, project }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(folder, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${project}:${folder}/`;
  item.description = path.basename(project);
  item.iconPath = vscode.ThemeIcon.Folder;
  return item;
}

function taskItem({ family, project, parts, task }: TaskNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const summary = parts.store.summaries().get(family);
  const stale = parts.store.stales.get(family);
  const ran = summary === undefined ? statusWord("neverRan", t) : runNote(summary, Date.now(), t);
  const note = stale === undefined ? ran : `${ran} · ${staleNote(stale, t)}`;
  const item = new vscode.TreeItem(family);
  item.id = `${project}:${family}`;
  item.description = note;
  item.iconPath = new vscode.ThemeIcon(summary === undefined ? "circle-large-outline" : statusIcon(summary.status));
  item.contextValue = task.kind;
  item.tooltip = `${task.file}:${task.line}`;
  item.accessibilityInformation = { label: `${family}, ${note}` };
  item.command = { title: t("Reveal Code"), command: "pipewright.revealTask", arguments: [{ family, project }] };
  return item;
}
