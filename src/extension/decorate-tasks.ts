import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { type Drawn, drawnChannel } from "./model/drawn-channel.ts";
import type { FamilySummary } from "./model/family-summary.ts";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** A class that is in an editor, and what is known of its runs. */
export interface ShownTask {
  readonly task: TaskClass;
  readonly summary: FamilySummary;
  /** The line of its name. */
  readonly range: vscode.Range;
}

/**
 * Draws beside the classes that have run, in all visible editors: now, and again when they, their runs or what is
 * visible have changed.
 *
 * @param setting of ours, that takes all of it away
 * @param draw is given the whole of an editor, which may be nothing
 * @returns what ends it, and what asks for one more drawing
 */
export function decorateTasks(
  { index, store }: Pick<Parts, "index" | "store">,
  setting: string,
  draw: (editor: vscode.TextEditor, shown: readonly ShownTask[]) => void,
): vscode.Disposable & { request(): void } {
  const update = throttle(
    () => {
      const summaries = store.summaries();
      for (const editor of vscode.window.visibleTextEditors) {
        const { document } = editor;
        const file = index.fileOf(document.uri);
        if (file === undefined) continue;
        const wanted = vscode.workspace.getConfiguration("pipewright", document.uri).get<boolean>(setting, true);
        const shown = (wanted ? tasksOf(index.index, file) : []).flatMap((task) => {
          const summary = summaries.get(task.family);
          // The index may be a moment behind what is typed.
          if (summary === undefined || task.line > document.lineCount) return [];
          return [{ task, summary, range: document.lineAt(task.line - 1).range }];
        });
        draw(editor, shown);
        drawnChannel.publish({ what: "decorations", count: shown.length } satisfies Drawn);
      }
    },
    PAUSE_MS,
    "prompt",
  );
  const request = () => update.request();
  const subscriptions = vscode.Disposable.from(
    update,
    { dispose: store.onDidChange(request) },
    index.onDidChange(request),
    vscode.window.onDidChangeVisibleTextEditors(request),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`pipewright.${setting}`)) request();
    }),
  );
  return { request, dispose: () => subscriptions.dispose() };
}
