import * as path from "node:path";
import * as vscode from "vscode";

const CONFIG = "pipewright.config.json";

/**
 * The project of this window: the folder of the `pipewright.config.json` that is nearest to the active editor, else of
 * the first one in the workspace, else the first workspace folder, which needs no configuration.
 */
export async function findProjectFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === "file") ?? [];
  const found = await vscode.workspace.findFiles(`**/${CONFIG}`, "**/{node_modules,dist,.pipewright}/**", 50);
  const configured = found.map((uri) => vscode.Uri.joinPath(uri, "..")).sort((a, b) => a.path.length - b.path.length);
  const editing = vscode.window.activeTextEditor?.document.uri.fsPath;
  const around = configured.filter((folder) => editing?.startsWith(folder.fsPath + path.sep));
  return around.at(-1) ?? configured[0] ?? folders[0]?.uri;
}
