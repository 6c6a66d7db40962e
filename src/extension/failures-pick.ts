import * as vscode from "vscode";
import { ageText } from "../protocol/age-text.ts";
import type { TaskRunRecord } from "../protocol/history-record.ts";
import { registerCommand } from "./command.ts";
import { taskName } from "./model/task-name.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { revealLine } from "./reveal-task.ts";

interface FailureItem extends vscode.QuickPickItem {
  readonly failure?: TaskRunRecord;
  readonly parts?: Parts;
  readonly command?: string;
}

/** `pipewright.showFailures`: the tasks that failed; picking one leads to the line that threw. */
export function registerShowFailures(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const openLog: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("output"),
    tooltip: vscode.l10n.t("Show Log"),
  };

  const items = (): FailureItem[] => {
    const failures = projects.all.flatMap((parts) => parts.store.failures().map((failure) => ({ failure, parts })));
    const commands: FailureItem[] = [];
    if (projects.all.some(({ store }) => store.activeRuns().length > 0)) {
      commands.push({ label: `$(debug-stop) ${vscode.l10n.t("Stop Run")}`, command: "pipewright.stopRun" });
    }
    if (failures.length > 0) {
      commands.push({ label: `$(debug-rerun) ${vscode.l10n.t("Rerun Failed")}`, command: "pipewright.rerunFailed" });
    }
    const found = failures.map(({ failure, parts }) => ({
      label: `$(error) ${taskName(failure)}`,
      description: failure.finishedAt && ageText(failure.finishedAt, Date.now(), vscode.l10n.t),
      detail: failure.error?.message.split("\n")[0],
      buttons: failure.log === undefined ? [] : [openLog],
      failure,
      parts,
    }));
    const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
    return commands.length === 0 || found.length === 0 ? [...found, ...commands] : [...found, separator, ...commands];
  };

  const follow = async ({ failure, parts, command }: FailureItem) => {
    if (command !== undefined) await vscode.commands.executeCommand(command);
    if (failure === undefined || parts === undefined) return;
    const project = parts.folder.fsPath;
    const { location } = failure.error ?? {};
    if (location !== undefined) await revealLine(vscode.Uri.file(location.file), location.line, location.column);
    else if (parts.index.find(failure.family))
      await vscode.commands.executeCommand("pipewright.revealTask", { family: failure.family, project });
    else await vscode.commands.executeCommand("pipewright.showLog", { ...failure, project });
  };

  const showFailures = () => {
    const pick = vscode.window.createQuickPick<FailureItem>();
    pick.items = items();
    pick.placeholder = pick.items.every(({ failure }) => failure === undefined)
      ? vscode.l10n.t("No task failed")
      : vscode.l10n.t("Failed tasks: choose one to go to the line that threw");
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      pick.hide();
      if (chosen !== undefined) void follow(chosen);
    });
    pick.onDidTriggerItemButton(({ item }) => {
      pick.hide();
      void vscode.commands.executeCommand("pipewright.showLog", {
        ...item.failure,
        project: item.parts?.folder.fsPath,
      });
    });
    pick.onDidHide(() => pick.dispose());
    pick.show();
  };

  return registerCommand("pipewright.showFailures", showFailures, log);
}
