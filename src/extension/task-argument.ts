import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { runNote } from "./model/run-note.ts";
import { taskAt, tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

/** The one argument of every command about a task; parameters that are not given are asked for. */
export interface TaskArgument {
  readonly family: string;
  readonly params?: Readonly<Record<string, string>>;
  /** The project's folder, where several have a class of that name. */
  readonly project?: string;
}

export interface ChosenTask {
  readonly parts: Parts;
  readonly task: TaskClass;
  readonly params: Readonly<Record<string, string>>;
}

type FoundTask = Pick<ChosenTask, "parts" | "task">;

/** Which tasks a command can be about. */
export interface TaskWish {
  /** Only those that can be run here: elsewhere the command is refused, before anything is asked. */
  readonly toRun?: true;
  /** Only those that have a `run()`. */
  readonly kind?: "task";
}

/**
 * The task that a command is about. The menus of VS Code give what they have: a node of the graph its context, the
 * explorer files and folders, the editor its file, the line numbers a line. Where that leaves a choice, or from the
 * palette, the user makes it.
 *
 * @returns `undefined` when the user turned away, or there is no task
 * @throws Error when the task is none that the command can be about
 */
export async function chooseTask(
  given: readonly unknown[],
  projects: Projects,
  wish: TaskWish = {},
): Promise<ChosenTask | undefined> {
  await projects.ready();
  // Where nothing can be run at all, nobody is asked what to run.
  const [some] = projects.all;
  if (some !== undefined && projects.runnable.length === 0) refuse(some, wish);
  const chosen = await findOrPick(given, projects, wish);
  if (chosen !== undefined) refuse(chosen.parts, wish, chosen.task);
  return chosen;
}

/** @throws Error when that is no task for the command */
function refuse({ folder }: Parts, { toRun, kind }: TaskWish, task?: TaskClass): void {
  const reason = toRun && whyNothingRuns(folder);
  if (reason !== undefined) throw new Error(reason);
  if (task === undefined || kind === undefined || task.kind === kind) return;
  throw new Error(vscode.l10n.t("{0} has no run() of its own: there is nothing to debug in it.", task.family));
}

async function findOrPick(
  [first, second]: readonly unknown[],
  projects: Projects,
  wish: TaskWish,
): Promise<ChosenTask | undefined> {
  if (isTaskArgument(first)) return findTask(first, projects);
  const isWished = ({ parts, task }: FoundTask) =>
    (wish.kind ?? task.kind) === task.kind && !(wish.toRun && whyNothingRuns(parts.folder));
  const everything = async () => (await allTasks(projects)).filter(isWished);
  if (Array.isArray(second) && second.length > 1) {
    // Several files and folders of the explorer.
    const uris = second.filter((each) => each instanceof vscode.Uri);
    const each = await Promise.all(uris.map((uri) => tasksIn(uri, projects)));
    const found = [...new Map(each.flat().map((one) => [one.task, one])).values()].filter(isWished);
    if (found.length > 0) return pickTask(found);
  }
  const place = placeOf(first, second);
  const parts = place && (projects.of(place.uri) ?? projects.at(place.uri.fsPath));
  if (place !== undefined && parts !== undefined) {
    if (first !== undefined) refuse(parts, wish);
    const file = parts.index.fileOf(place.uri) ?? "";
    const index = await parts.index.ready();
    const here = place.line === undefined ? undefined : taskAt(index, file, place.line);
    // From the palette: everything, with the class at the cursor on top.
    if (first === undefined) return pickTask(startingWith(here, await everything()));
    if (here !== undefined) return { parts, task: here, params: {} };
    const found = (await tasksIn(place.uri, projects)).filter(isWished);
    if (found.length === 1 && found[0] !== undefined) return { ...found[0], params: {} };
    if (found.length > 0) return pickTask(found);
  }
  return pickTask(await everything());
}

/**
 * The tasks that a command is about, of a selection in a tree that may be one of many.
 *
 * @returns none when the user turned away
 */
export async function chooseTasks(
  given: readonly unknown[],
  projects: Projects,
  wish: TaskWish = {},
): Promise<readonly ChosenTask[]> {
  const [, selection] = given;
  if (Array.isArray(selection) && selection.length > 1 && selection.every(isTaskArgument)) {
    const all = await Promise.all(selection.map((argument) => chooseTask([argument], projects, wish)));
    return all.filter((chosen) => chosen !== undefined);
  }
  const chosen = await chooseTask(given, projects, wish);
  return chosen === undefined ? [] : [chosen];
}

async function findTask({ family, params = {}, project }: TaskArgument, projects: Projects): Promise<ChosenTask> {
  const named = projects.at(project);
  const candidates = named === undefined ? projects.all : [named];
  await Promise.all(candidates.map(({ index }) => index.ready()));
  const task = named?.index.find(family);
  const found = named !== undefined && task !== undefined ? { parts: named, task } : projects.findTask(family);
  if (found === undefined) throw new Error(vscode.l10n.t("There is no task {0}.", family));
  return { ...found, params };
}

/** Those of a file, or of all files in a folder. */
async function tasksIn(uri: vscode.Uri, projects: Projects): Promise<readonly FoundTask[]> {
  const parts = projects.at(uri.fsPath) ?? projects.of(uri);
  if (parts === undefined) return [];
  const file = parts.index.fileOf(uri);
  const index = await parts.index.ready();
  const inside =
    file === undefined
      ? index.tasks
      : [...tasksOf(index, file), ...index.tasks.filter((task) => task.file.startsWith(`${file}/`))];
  return inside.map((task) => ({ parts, task }));
}

async function allTasks(projects: Projects): Promise<readonly FoundTask[]> {
  const each = await Promise.all(
    projects.all.map(async (parts) => (await parts.index.ready()).tasks.map((task) => ({ parts, task }))),
  );
  return each.flat();
}

function startingWith(first: TaskClass | undefined, tasks: readonly FoundTask[]): readonly FoundTask[] {
  return [...tasks.filter(({ task }) => task === first), ...tasks.filter(({ task }) => task !== first)];
}

export function isTaskArgument(value: unknown): value is TaskArgument {
  return typeof value === "object" && value !== null && "family" in value && typeof value.family === "string";
}

interface Place {
  readonly uri: vscode.Uri;
  readonly line?: number;
}

function placeOf(first: unknown, second: unknown): Place | undefined {
  if (isLineContext(first)) return { uri: first.uri, line: first.lineNumber };
  const editor = vscode.window.activeTextEditor;
  // The explorer tells which files are selected as well; the editor's own menu means the class at the cursor.
  if (first instanceof vscode.Uri && (Array.isArray(second) || first.toString() !== editor?.document.uri.toString())) {
    return { uri: first };
  }
  return editor && { uri: editor.document.uri, line: editor.selection.active.line + 1 };
}

function isLineContext(value: unknown): value is { uri: vscode.Uri; lineNumber: number } {
  return (
    typeof value === "object" &&
    value !== null &&
    "lineNumber" in value &&
    typeof value.lineNumber === "number" &&
    "uri" in value &&
    value.uri instanceof vscode.Uri
  );
}

async function pickTask(tasks: readonly FoundTask[]): Promise<ChosenTask | undefined> {
  if (tasks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no task classes in this project."));
    return undefined;
  }
  const summaries = new Map(
    [...new Set(tasks.map(({ parts }) => parts))].map(({ store }) => [store, store.summaries()]),
  );
  const items = tasks.map((found) => {
    const { parts, task } = found;
    const summary = summaries.get(parts.store)?.get(task.family);
    return {
      label: task.family,
      description: task.parameters.map(({ name }) => name).join(", "),
      detail: [
        `${vscode.workspace.asRelativePath(parts.index.uriOf(task.file))}:${task.line}`,
        summary && runNote(summary, Date.now(), vscode.l10n.t),
      ]
        .filter(Boolean)
        .join("  ·  "),
      found,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Choose a task"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked && { ...picked.found, params: {} };
}
