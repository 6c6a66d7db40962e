import * as vscode from "vscode";
import { commandText } from "../protocol/command-text.ts";
import { registerCommand } from "./command.ts";
import { askParameters } from "./parameter-input.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";

const SHOWN_MS = 5000;

/** `pipewright.copyCommand`: what runs a task in a terminal, for the clipboard. */
export function registerCopyCommand(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const copyCommand = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects);
    if (chosen === undefined) return;
    const { family } = chosen.task;
    const title = vscode.l10n.t("The command that runs {0}", family);
    const params = await askParameters(chosen.task, chosen.params, title, memory);
    if (params === undefined) return;
    const command = `npx ${commandText({ family, params })}`;
    await vscode.env.clipboard.writeText(command);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied: {0}", command), SHOWN_MS);
  };
  return registerCommand("pipewright.copyCommand", copyCommand, log);
}
