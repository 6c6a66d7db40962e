import * as vscode from "vscode";

/**
 * Why nothing is written to a folder, as the views say; `undefined` where it is.
 *
 * @param folder a project's, or the first of the window
 */
export function whyNothingIsWritten(folder: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t("Nothing is written in a workspace that is not trusted.");
  if (folder.scheme !== "file")
    return vscode.l10n.t("Nothing is written in a virtual workspace: clone it to a disk to add tasks.");
  return undefined;
}
