import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import type { LiveIndex } from "./live-index.ts";
import { runNote } from "./model/run-note.ts";
import type { RunStore } from "./model/run-store.ts";
import { taskAt, tasksOf } from "./model/task-at.ts";

/** The one argument of every command about a task; parameters that are not given are asked for. */
export interface TaskArgument {
  readonly family: string;
  readonly params?: Readonly<Record<string, string>>;
}

export interface ChosenTask {
  readonly task: TaskClass;
  readonly params: Readonly<Record<string, string>>;
}

interface Sources {
  readonly index: LiveIndex;
  readonly store: RunStore;
}

/**
 * The task that a command is about. The menus of VS Code give what they have: a node of the graph its context, the
 * explorer files, the editor its file, the line numbers a line. Where that leaves a choice, or from the palette, the
 * user makes it.
 *
 * @returns `undefined` when the user turned away, or there is no task
 */
export async function chooseTask(given: readonly unknown[], sources: Sources): Promise<ChosenTask | undefined> {
  const index = await sources.index.ready();
  const [first, second] = given;
  if (isTaskArgument(first)) {
    const task = sources.index.find(first.family);
    if (task === undefined) throw new Error(vscode.l10n.t("There is no task {0}.", first.family));
    return { task, params: first.params ?? {} };
  }
  const place = placeOf(first, second);
  const file = place && sources.index.fileOf(place.uri);
  const here = place?.line === undefined || file === undefined ? undefined : taskAt(index, file, place.line);
  // From the palette: everything, with the class at the cursor on top.
  if (first === undefined) return chosen(await pickTask(startingWith(here, index.tasks), sources));
  if (here !== undefined) return chosen(here);
  const inFile = file === undefined ? [] : tasksOf(index, file);
  if (inFile.length === 1) return chosen(inFile[0]);
  return chosen(await pickTask(inFile.length === 0 ? index.tasks : inFile, sources));
}

function chosen(task: TaskClass | undefined): ChosenTask | undefined {
  return task && { task, params: {} };
}

function startingWith(first: TaskClass | undefined, tasks: readonly TaskClass[]): readonly TaskClass[] {
  return first === undefined ? tasks : [first, ...tasks.filter((task) => task !== first)];
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

async function pickTask(tasks: readonly TaskClass[], { store }: Sources): Promise<TaskClass | undefined> {
  if (tasks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There are no task classes in this project."));
    return undefined;
  }
  const summaries = store.summaries();
  const items = tasks.map((task) => {
    const summary = summaries.get(task.family);
    return {
      label: task.family,
      description: task.parameters.map(({ name }) => name).join(", "),
      detail: [`${task.file}:${task.line}`, summary && runNote(summary, Date.now(), vscode.l10n.t)]
        .filter(Boolean)
        .join("  ·  "),
      task,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Choose a task"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.task;
}
