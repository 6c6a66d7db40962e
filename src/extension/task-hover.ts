import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { withObserved } from "../protocol/with-observed.ts";
import { LastRuns } from "./last-runs.ts";
import { rangeParameters } from "./model/backfill-range.ts";
import { type HoverWishes, hoverText } from "./model/hover-text.ts";
import { taskNamed } from "./model/task-named.ts";
import type { Parts } from "./parts.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

/** What a click on a hover may do, whatever stands in it. */
const COMMANDS = ["runTask", "debugTask", "backfillTask", "planTask", "pinInGraph", "showLog"].map(
  (name) => `pipewright.${name}`,
);

/**
 * What stands over the name of a task class, wherever it is used: its parameters, its neighbours in the graph, how its
 * last runs went, and what can be done with it.
 */
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
        const text = hoverText(task, known, linkTo, {
          t: vscode.l10n.t,
          runs: await lastRuns.of(task.family),
          linkToLog: ({ log }) => log && commandLink("showLog", { log, project: folder.fsPath }),
          actions: actionsFor(task, folder),
        });
        const shown = new vscode.MarkdownString(text, true);
        shown.isTrusted = { enabledCommands: COMMANDS };
        return new vscode.Hover(shown, range);
      },
    },
  );
  return vscode.Disposable.from(lastRuns, hovers);
}

function actionsFor(task: TaskClass, folder: vscode.Uri): HoverWishes["actions"] {
  const { t } = vscode.l10n;
  const { family, kind } = task;
  const about = { family, project: folder.fsPath };
  const graph = { title: `$(type-hierarchy) ${t("Graph")}`, link: commandLink("pinInGraph", about) };
  if (whyNothingRuns(folder) !== undefined) return [graph];
  const ranges = rangeParameters(task);
  return [
    { title: `$(play) ${t("Run")}`, link: commandLink("runTask", about) },
    ...(kind === "task" ? [{ title: `$(debug-alt) ${t("Debug")}`, link: commandLink("debugTask", about) }] : []),
    ...(ranges.length > 0
      ? [{ title: `$(calendar) ${t("Backfill…")}`, link: commandLink("backfillTask", about) }]
      : []),
    { title: `$(list-ordered) ${t("Plan")}`, link: commandLink("planTask", about) },
    graph,
  ];
}

/** Of a command with one argument, in Markdown: no bracket of a name may end it. */
function commandLink(name: string, argument: object): string {
  const text = encodeURIComponent(JSON.stringify([argument])).replace(
    /[()']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `command:pipewright.${name}?${text}`;
}
