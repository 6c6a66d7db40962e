import * as vscode from "vscode";

/** Registers a command whose failure is told to the user, with a way to the log. */
export function registerCommand(
  id: string,
  perform: (...given: unknown[]) => Promise<void> | void,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...given: unknown[]) => {
    try {
      await perform(...given);
    } catch (error) {
      log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      tell(error instanceof Error ? error.message : String(error), log);
    }
  });
}

function tell(message: string, log: vscode.LogOutputChannel): void {
  const show = vscode.l10n.t("Show Log");
  const copy = vscode.l10n.t("Copy Diagnostics");
  void vscode.window.showErrorMessage(message, show, copy).then((answer) => {
    if (answer === show) log.show();
    if (answer === copy) void vscode.commands.executeCommand("pipewright.copyDiagnostics");
  });
}
