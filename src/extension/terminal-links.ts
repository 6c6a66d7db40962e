import * as vscode from "vscode";
import type { Projects } from "./projects.ts";

/** As the command line writes a task: `LoadSales(date=2026-11-20)`. */
const TASK = /([A-Z]\w*)\((\w+=[^()]*)?\)/g;

interface TaskLink extends vscode.TerminalLink {
  readonly family: string;
}

/** Names of tasks in a terminal lead to their code; `file:line` leads there by VS Code itself. */
export function linkTerminals(projects: Projects): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<TaskLink> = {
    provideTerminalLinks: ({ line }) =>
      [...line.matchAll(TASK)].flatMap(({ index, 0: text, 1: family = "" }) =>
        projects.findTask(family) === undefined
          ? []
          : [{ startIndex: index, length: text.length, tooltip: vscode.l10n.t("Reveal Code"), family }],
      ),
    handleTerminalLink: async ({ family }) => {
      await vscode.commands.executeCommand("pipewright.revealTask", { family });
    },
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}
