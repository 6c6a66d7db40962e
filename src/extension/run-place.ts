import * as vscode from "vscode";
import type { RunPlace } from "../protocol/run-place.ts";
import { registerCommand } from "./command.ts";
import { TASK_LANGUAGES } from "./model/task-languages.ts";
import type { Projects } from "./projects.ts";

const SETTING = "runOn";

/** Where the runs of a project go that say nothing of it themselves. */
export function runPlace(folder: vscode.Uri): RunPlace {
  return vscode.workspace.getConfiguration("pipewright", folder).get<RunPlace>(SETTING, "local");
}

/** Lets the user choose where the runs of the project at hand go, and shows it behind the braces of its files. */
export function registerRunPlace(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const { t } = vscode.l10n;
  const item = vscode.languages.createLanguageStatusItem("pipewright.runPlace", TASK_LANGUAGES);
  item.name = t("Pipewright: where tasks run");
  item.command = { title: t("Change…"), command: "pipewright.chooseRunPlace" };
  const show = () => {
    const folder = projects.front?.folder;
    item.text = folder && runPlace(folder) === "kubernetes" ? t("Runs on Kubernetes") : t("Runs on this machine");
  };

  const choose = async () => {
    await projects.ready();
    const folder = projects.front?.folder;
    if (folder === undefined) {
      void vscode.window.showInformationMessage(t("There is no Pipewright project in this window."));
      return;
    }
    const now = runPlace(folder);
    const items = [
      { place: "local", label: t("This Machine"), detail: t("In processes of this machine.") },
      {
        place: "kubernetes",
        label: t("Kubernetes"),
        detail: t("Each attempt in a pod of its own, by `kubernetes` in the project's configuration."),
      },
    ].map((each) => ({ ...each, description: each.place === now ? t("now") : "" }));
    const picked = await vscode.window.showQuickPick(items, {
      title: t("Where Tasks Run"),
      placeHolder: t("Where do the runs of {0} go?", vscode.workspace.asRelativePath(folder)),
      matchOnDetail: true,
    });
    if (picked === undefined) return;
    const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
    const isOneOfMany = (vscode.workspace.workspaceFolders ?? []).length > 1;
    const settings = vscode.workspace.getConfiguration("pipewright", folder);
    await settings.update(SETTING, picked.place, isOneOfMany ? WorkspaceFolder : Workspace);
  };

  show();
  return vscode.Disposable.from(
    item,
    registerCommand("pipewright.chooseRunPlace", choose, log),
    projects.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`pipewright.${SETTING}`)) show();
    }),
  );
}
