import * as vscode from "vscode";
import { withObserved } from "../protocol/with-observed.ts";
import { LastRuns } from "./last-runs.ts";
import { hoverText } from "./model/hover-text.ts";
import { taskNamed } from "./model/task-named.ts";
import type { Parts } from "./parts.ts";

/** What stands over the name of a task class, wherever it is used: its parameters and its neighbours in the graph. */
export function showTaskHovers(parts: Parts): vscode.Disposable {
  const { folder, index, store } = parts;
  const lastRuns = new LastRuns(parts);
  const hovers = vscode.languages.registerHoverProvider(
    { scheme: folder.scheme },
    {
      async provideHover(document, position) {
        const file = index.fileOf(document.uri);
        const range = document.getWordRangeAtPosition(position, /[\p{ID_Start}$_][\p{ID_Continue}$]*/u);
        if (file === undefined || range === undefined) return undefined;
        const task = taskNamed(index.index, document.getText(range), file);
        if (task === undefined) return undefined;
        const linkTo = (other: typeof task) =>
          index
            .uriOf(other.file)
            .with({ fragment: `L${other.line},${other.column}` })
            .toString();
        const known = withObserved(index.index, store.observed);
        const text = hoverText(task, known, linkTo, vscode.l10n.t, await lastRuns.of(task.family));
        return new vscode.Hover(new vscode.MarkdownString(text, true), range);
      },
    },
  );
  return vscode.Disposable.from(lastRuns, hovers);
}
