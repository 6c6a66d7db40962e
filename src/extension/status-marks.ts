import * as vscode from "vscode";
import { decorateTasks } from "./decorate-tasks.ts";
import type { DisplayStatus } from "./model/family-summary.ts";
import type { Parts } from "./parts.ts";

/** The marks beside a class's line: each two pictures in media/, and a colour of the manifest's. */
const MARKS = { ran: "pipewright.ran", failed: "pipewright.failed", running: "pipewright.running" } as const;

type Mark = keyof typeof MARKS;

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

/** How a class stands, beside its line: a picture in the gutter, and a stroke in the overview of a long file. */
export function showStatusMarks(parts: Parts): vscode.Disposable {
  const types = Object.entries(MARKS).map(([mark, color]) => {
    const pictureOn = (theme: "light" | "dark") => ({
      gutterIconPath: vscode.Uri.joinPath(parts.context.extensionUri, "media", `status-${mark}-${theme}.svg`),
    });
    const type = vscode.window.createTextEditorDecorationType({
      light: pictureOn("light"),
      dark: pictureOn("dark"),
      gutterIconSize: "70%",
      overviewRulerColor: new vscode.ThemeColor(color),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    return [mark as Mark, type] as const;
  });
  const marks = decorateTasks(parts, "gutterIcons", (editor, shown) => {
    const marked = Map.groupBy(shown, ({ summary }) => OF_STATUS[summary.status]);
    for (const [mark, type] of types) editor.setDecorations(type, marked.get(mark)?.map(({ range }) => range) ?? []);
  });
  return vscode.Disposable.from(...types.map(([, type]) => type), marks);
}
