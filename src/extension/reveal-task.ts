import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";

/** `pipewright.revealTask`: goes to the class in the code. */
export function registerRevealTask(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const revealTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects);
    if (chosen === undefined) return;
    const { file, line, column } = chosen.task;
    await revealLine(chosen.parts.index.uriOf(file), line, column);
  };
  return registerCommand("pipewright.revealTask", revealTask, log);
}

/** Shows a place (from 1) in an editor that shows the file already, else beside the graph rather than over it. */
export async function revealLine(
  uri: vscode.Uri,
  line: number,
  column = 1,
  end?: { readonly line: number; readonly column: number },
): Promise<void> {
  const start = new vscode.Position(line - 1, column - 1);
  const last = end === undefined ? start : new vscode.Position(Math.max(1, end.line) - 1, Math.max(1, end.column) - 1);
  const visible = vscode.window.visibleTextEditors;
  const viewColumn =
    visible.find(({ document }) => document.uri.toString() === uri.toString())?.viewColumn ??
    vscode.window.activeTextEditor?.viewColumn ??
    visible.find(({ viewColumn: shown }) => shown !== undefined)?.viewColumn ??
    besideGraph();
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(start, last), viewColumn });
}

/** With nothing but the graph open, the code goes to its other side. */
function besideGraph(): vscode.ViewColumn {
  const { activeTabGroup } = vscode.window.tabGroups;
  const onGraph = activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  if (!onGraph) return vscode.ViewColumn.Active;
  return activeTabGroup.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
}
