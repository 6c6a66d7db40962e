import * as vscode from "vscode";
import { showAnalysisProblems } from "./analysis-diagnostics.ts";
import { AnalyzerProcess } from "./analyzer-process.ts";
import { showCodeLenses } from "./code-lens.ts";
import { keepContextKeys } from "./context-keys.ts";
import { showFailureDiagnostics } from "./failure-diagnostics.ts";
import { registerShowFailures } from "./failures-pick.ts";
import { registerGraphPanel } from "./graph-panel.ts";
import { watchHistory } from "./history-watcher.ts";
import { showLastRuns } from "./last-run-decoration.ts";
import { LiveIndex } from "./live-index.ts";
import { registerShowLog } from "./log-document.ts";
import { RunStore } from "./model/run-store.ts";
import { registerPlanTask } from "./plan-document.ts";
import { findProjectFolder } from "./project-folder.ts";
import { registerRevealTask } from "./reveal-task.ts";
import { registerRunCommands } from "./run-commands.ts";
import { RunnerProcesses } from "./runner-process.ts";
import { showStatusBar } from "./status-bar.ts";

let runners: RunnerProcesses | undefined;

/** Wires the parts; each of them is one feature of the editor. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Pipewright", { log: true });
  const folder = await findProjectFolder();
  log.info(folder === undefined ? "There is no project in this window." : `The project is ${folder.fsPath}.`);

  const store = new RunStore();
  const analyzer = folder && new AnalyzerProcess(folder, context.extensionUri, log);
  const index = new LiveIndex(folder, analyzer, log);
  runners = new RunnerProcesses(folder, context, log);
  const history = watchHistory(folder, runners, store, log);
  const parts = { context, folder, log, store, index, runners, history };

  context.subscriptions.push(
    log,
    ...(analyzer ? [analyzer] : []),
    index,
    history,
    keepContextKeys(parts),
    registerGraphPanel(parts),
    registerRunCommands(parts),
    registerPlanTask(parts),
    registerShowLog(parts),
    registerShowFailures(parts),
    registerRevealTask(parts),
    showCodeLenses(parts),
    showStatusBar(parts),
    showLastRuns(parts),
    showFailureDiagnostics(parts),
    showAnalysisProblems(parts),
  );
  void index.ready();
}

/** VS Code waits for it a few seconds: time for the runs to end by themselves. */
export async function deactivate(): Promise<void> {
  await runners?.end();
}
