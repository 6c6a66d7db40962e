import * as vscode from "vscode";
import type { DisplayStatus, FamilySummary } from "./model/family-summary.ts";
import { tasksOf } from "./model/task-at.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const PAUSE_MS = 200;

/** The marks beside a class's line: each a picture in media/, and a colour of the manifest's. */
const MARKS = { ran: "pipewright.ran", failed: "pipewright.failed", running: "pipewright.running" } as const;

type Mark = keyof typeof MARKS;

/** How a class stands, beside its line: a picture in the gutter, and a stroke in the overview of a long file. */
export function showStatusMarks({ context, index, store }: Parts): vscode.Disposable {
  const types = Object.entries(MARKS).map(([mark, color]) => {
    const type = vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.joinPath(context.extensionUri, "media", `status-${mark}.svg`),
      gutterIconSize: "70%",
      overviewRulerColor: new vscode.ThemeColor(color),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    return [mark as Mark, type] as const;
  });

  const show = () => {
    const summaries = store.summaries();
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const file = index.fileOf(document.uri);
      if (file === undefined) continue;
      const wanted = vscode.workspace.getConfiguration("pipewright", document.uri).get<boolean>("gutterIcons", true);
      const tasks = wanted ? tasksOf(index.index, file).filter(({ line }) => line <= document.lineCount) : [];
      const marked = Map.groupBy(tasks, ({ family }) => markOf(summaries.get(family)));
      for (const [mark, type] of types) {
        const ranges = marked.get(mark)?.map(({ line }) => document.lineAt(line - 1).range) ?? [];
        editor.setDecorations(type, ranges);
      }
    }
  };

  const update = throttle(show, PAUSE_MS);
  const request = () => update.request();
  return vscode.Disposable.from(
    ...types.map(([, type]) => type),
    update,
    { dispose: store.onDidChange(request) },
    index.onDidChange(request),
    vscode.window.onDidChangeVisibleTextEditors(request),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.gutterIcons")) request();
    }),
  );
}

const OF_STATUS: Partial<Record<DisplayStatus, Mark>> = {
  ran: "ran",
  alreadyComplete: "ran",
  failed: "failed",
  schedulingError: "failed",
  crashed: "failed",
  running: "running",
  retrying: "running",
  waiting: "running",
};

function markOf(summary: FamilySummary | undefined): Mark | undefined {
  return summary && OF_STATUS[summary.status];
}
