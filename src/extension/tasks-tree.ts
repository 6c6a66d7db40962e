import * as path from "node:path";
import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { parseQuery } from "../query/parse-query.ts";
import { registerCommand } from "./command.ts";
import type { FamilySummary } from "./model/family-summary.ts";
import { KeptNodes } from "./model/kept-nodes.ts";
import { runNote } from "./model/run-note.ts";
import { staleNote } from "./model/stale-note.ts";
import { statusIcon } from "./model/status-icon.ts";
import { statusWord } from "./model/status-words.ts";
import { groupTasks, type TreeView } from "./model/task-groups.ts";
import type { Projects } from "./projects.ts";
import { statusThemeIcon } from "./status-theme-icon.ts";
import type { TaskArgument } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 250;
const KEPT = "pipewright.tasksTree";
const AT_FIRST: TreeView = { by: "folder", filter: "" };

/** A task class in the tree: what the commands of its menu are given. */
interface TaskNode extends Required<Pick<TaskArgument, "family" | "project">> {
  readonly task: TaskClass;
  readonly summary: FamilySummary | undefined;
  /** How many of its complete tasks are stale, where there are any. */
  readonly stale: number | undefined;
  /** Why the first of these is. */
  readonly staleWhy: string | undefined;
  /** The name of the group that it is shown in: it may be in several. */
  readonly group: string;
  readonly by: TreeView["by"];
}

interface GroupNode {
  readonly group: string;
  readonly by: TreeView["by"];
  readonly project: string;
  readonly tasks: readonly TaskNode[];
}

type Node = GroupNode | TaskNode;

/** The task classes by folder or tag, with how each stands; the badge counts what failed. */
export function showTasksTree(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const { t } = vscode.l10n;
  let view = { ...AT_FIRST, ...memory.get<Partial<TreeView>>(KEPT) };
  const kept = new KeptNodes<Node>({ idOf, textOf });
  const read = (node: Node | undefined) => {
    if (node === undefined) return roots(projects, view);
    return "tasks" in node ? node.tasks : [];
  };
  const changed = new vscode.EventEmitter<Node[] | undefined>();
  const tree = vscode.window.createTreeView<Node>("pipewright.tasks", {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => kept.give(node, read(node)),
      getTreeItem: (node) => kept.draw(node, "tasks" in node ? groupItem(node) : taskItem(node)),
      // What an edit changes all the time: which line it is.
      resolveTreeItem: (item, node) => ("tasks" in node ? item : Object.assign(item, { tooltip: tooltipOf(node) })),
    },
  });
  const update = throttle(() => {
    const failed = projects.all.flatMap(({ store }) => store.failures()).length;
    tree.badge = failed === 0 ? undefined : { value: failed, tooltip: t("{0} failed", failed) };
    tree.message = view.filter === "" ? undefined : t("Filter: {0}", view.filter);
    // One that nobody looks at is compared when it comes into view.
    if (tree.visible) void kept.refresh(read).then((nodes) => nodes?.length !== 0 && changed.fire(nodes));
  }, PAUSE_MS);
  const tellKeys = () => {
    void vscode.commands.executeCommand("setContext", "pipewright.tasksByTag", view.by === "tag");
    void vscode.commands.executeCommand("setContext", "pipewright.tasksFiltered", view.filter !== "");
  };
  const show = async (how: Partial<TreeView>) => {
    view = { ...view, ...how };
    tellKeys();
    update.request();
    await memory.update(KEPT, view);
  };
  const filter = async () => {
    const text = await vscode.window.showInputBox({
      title: t("Filter Tasks"),
      value: view.filter,
      prompt: t("A name or a query: +Report, Raw+2, state:failed, tag:daily, file:tasks/sales"),
      validateInput: (typed) => {
        const parsed = parseQuery(typed);
        return "error" in parsed ? parsed.error.message : undefined;
      },
    });
    if (text !== undefined) await show({ filter: text.trim() });
  };
  tellKeys();
  update.request();
  return vscode.Disposable.from(
    changed,
    tree,
    update,
    projects.onDidChange(() => update.request()),
    tree.onDidChangeVisibility(() => update.request()),
    registerCommand("pipewright.filterTasks", filter, log),
    registerCommand("pipewright.clearTasksFilter", () => show({ filter: "" }), log),
    registerCommand("pipewright.groupTasksByTag", () => show({ by: "tag" }), log),
    registerCommand("pipewright.groupTasksByFolder", () => show({ by: "folder" }), log),
  );
}

function idOf(node: Node): string {
  const { project, by, group } = node;
  return `${project}:${by}:${group}${"tasks" in node ? "/" : `:${node.family}`}`;
}

/** All that can be seen of a node beside its name. */
function textOf(node: Node): string {
  return "tasks" in node ? "" : `${node.task.kind} ${node.summary?.status} ${noteOf(node)}`;
}

/** Where all are in one group, that is left out. */
function roots(projects: Projects, view: TreeView): Node[] {
  const nodes = projects.all.flatMap((parts) => {
    const project = parts.folder.fsPath;
    const summaries = parts.store.summaries();
    const { stales } = parts.store;
    const { by } = view;
    return groupTasks(parts.index.index, summaries, view).map(({ name: group, tasks }): GroupNode => {
      const nodesOf = tasks.map((task): TaskNode => {
        const { family } = task;
        return {
          family,
          project,
          task,
          summary: summaries.get(family),
          stale: stales.get(family),
          staleWhy: parts.store.staleWhy(family),
          group,
          by,
        };
      });
      return { group, by, project, tasks: nodesOf };
    });
  });
  return nodes.length === 1 ? [...(nodes[0]?.tasks ?? [])] : nodes;
}

function groupItem(node: GroupNode): vscode.TreeItem {
  const { group, by, project } = node;
  const label = group === "" ? vscode.l10n.t("No tag") : group;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf(node);
  item.description = path.basename(project);
  item.iconPath = by === "tag" ? new vscode.ThemeIcon("tag") : vscode.ThemeIcon.Folder;
  return item;
}

/** How a class stands, in a few words. */
function noteOf({ summary, stale }: Pick<TaskNode, "summary" | "stale">): string {
  const { t } = vscode.l10n;
  const ran = summary === undefined ? statusWord("neverRan", t) : runNote(summary, Date.now(), t);
  return stale === undefined ? ran : `${ran} · ${staleNote(stale, t)}`;
}

function tooltipOf({ task: { file, line }, staleWhy }: TaskNode): string {
  return [`${file}:${line}`, ...(staleWhy ? [`${vscode.l10n.t("stale")}: ${staleWhy}`] : [])].join("\n");
}

function taskItem(node: TaskNode): vscode.TreeItem {
  const { family, project, task, summary } = node;
  const { t } = vscode.l10n;
  const note = noteOf(node);
  const item = new vscode.TreeItem(family);
  item.id = idOf(node);
  item.description = note;
  item.iconPath = statusThemeIcon(summary === undefined ? "circle-large-outline" : statusIcon(summary.status));
  item.contextValue = task.kind;
  item.accessibilityInformation = { label: `${family}, ${note}` };
  item.command = { title: t("Reveal Code"), command: "pipewright.revealTask", arguments: [{ family, project }] };
  return item;
}
