import * as vscode from "vscode";

/**
 * Why nothing of a project is run, planned or written; `undefined` where it is.
 *
 * @param folder the project's
 */
export function whyNothingRuns(folder: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t("Nothing is run in a workspace that is not trusted.");
  // Programs know files on disks alone.
  if (folder.scheme !== "file")
    return vscode.l10n.t("Nothing is run in a virtual workspace: clone it to a disk to run its tasks.");
  return undefined;
}
