import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as vscode from "vscode";

export interface PipewrightLocation {
  /** The script of the command line. */
  readonly cli: string;
  /** Whether it is the project's own. */
  readonly installed: boolean;
}

const NOT_NOW = "pipewright.installDeclined";

/** The project's own Pipewright, so that the editor and the terminal run the same one; else the extension's copy. */
export function locatePipewright(folder: vscode.Uri, extensionUri: vscode.Uri): PipewrightLocation {
  const bundled = path.join(extensionUri.fsPath, "dist", "cli.js");
  try {
    const manifest = createRequire(path.join(folder.fsPath, "package.json")).resolve("pipewright/package.json");
    const cli = path.join(path.dirname(manifest), "dist", "cli.js");
    if (existsSync(cli)) return { cli, installed: true };
  } catch {
    // Not installed: what the bundled copy is for.
  }
  return { cli: bundled, installed: false };
}

/** Says once, where the extension's copy is used, that the project has none of its own. */
export async function offerInstall(folder: vscode.Uri, memory: vscode.Memento): Promise<void> {
  if (memory.get<boolean>(NOT_NOW)) return;
  await memory.update(NOT_NOW, true);
  const install = vscode.l10n.t("Install pipewright");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "The package pipewright is not installed here. The extension runs your tasks with its own copy; install it for types, the terminal and CI.",
    ),
    install,
    vscode.l10n.t("Not Now"),
  );
  if (answer !== install) return;
  const terminal = vscode.window.createTerminal({ name: "Pipewright", cwd: folder });
  terminal.show();
  terminal.sendText("npm install pipewright");
}
