import path from "node:path";
import * as vscode from "vscode";
import type { PanelApi } from "../protocol/panel-api.ts";
import type { PanelProcess } from "./panel-process.ts";
import type { Parts } from "./parts.ts";
import { revealLine } from "./reveal-task.ts";
import { runPlace } from "./run-place.ts";

/** What the panel can ask: the editor does what only it can, the runner's process answers the rest. */
export function panelAnswers({ folder, log }: Parts, runner: PanelProcess, ready: () => Promise<void>): PanelApi {
  const execute = async (command: string, argument: object): Promise<void> => {
    // Not waited for: the command asks, and runs for as long as the run does.
    void vscode.commands.executeCommand(command, { ...argument, project: folder.fsPath });
  };
  return {
    ready,
    scriptFailed: async ({ message }) => log.error(`The graph's script failed: ${message}`),
    runs: (ask) => runner.ask("runs", ask),
    runDetail: (ask) => runner.ask("runDetail", ask),
    taskRuns: (ask) => runner.ask("taskRuns", ask),
    outputs: (ask) => runner.ask("outputs", ask),
    log: (ask) => runner.ask("log", ask),
    grid: (ask) => runner.ask("grid", ask),
    plan: (ask) => runner.ask("plan", ask),
    describe: (ask) => runner.ask("describe", ask),
    settings: async (ask) => ({ ...(await runner.ask("settings", ask)), ...(folder && { on: runPlace(folder) }) }),
    backfills: (ask) => runner.ask("backfills", ask),
    backfill: (ask) => runner.ask("backfill", ask),
    stop: (ask) => runner.ask("stop", ask),
    pause: (ask) => runner.ask("pause", ask),
    start: (ask) => execute("pipewright.startRun", ask),
    reveal: (ask) => execute("pipewright.revealTask", ask),
    runTask: (ask) => execute("pipewright.runTask", ask),
    debugTask: (ask) => execute("pipewright.debugTask", ask),
    revealLine: async ({ file, line, column, endLine, endColumn }) => {
      if (folder === undefined) return;
      const uri = path.isAbsolute(file) ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
      const end = endLine === undefined ? undefined : { line: endLine, column: endColumn ?? 1 };
      await revealLine(uri, Math.max(1, line), Math.max(1, column), end);
    },
    openTerminal: async ({ command }) => {
      const terminal = vscode.window.createTerminal({ name: "Pipewright", cwd: folder });
      terminal.show();
      // Not run yet: who presses Enter has read it.
      terminal.sendText(command.replaceAll(/[\r\n]/g, " "), false);
    },
    saveFile: async ({ name, base64 }) => {
      const start = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
      const uri = await vscode.window.showSaveDialog({
        defaultUri: start && vscode.Uri.joinPath(start, path.basename(name)),
      });
      if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, Buffer.from(base64, "base64"));
    },
  };
}
