import * as vscode from "vscode";

/**
 * Saves what was edited, as VS Code does before a task and by its setting: a run reads files.
 *
 * @returns whether to go on
 */
export async function saveBeforeRun(): Promise<boolean> {
  const unsaved = vscode.workspace.textDocuments.some(({ isDirty, isUntitled }) => isDirty && !isUntitled);
  const wish = vscode.workspace.getConfiguration("task").get<string>("saveBeforeRun", "always");
  if (!unsaved || wish === "never") return true;
  if (wish === "prompt") {
    const save = vscode.l10n.t("Save");
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t("Save all editors before the run?"),
      { modal: true },
      save,
      vscode.l10n.t("Don't Save"),
    );
    if (answer !== save) return answer !== undefined;
  }
  return vscode.workspace.saveAll(false);
}
