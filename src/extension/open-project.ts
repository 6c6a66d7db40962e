import * as vscode from "vscode";
import { showAnalysisProblems } from "./analysis-diagnostics.ts";
import { AnalyzerProcess } from "./analyzer-process.ts";
import { showCodeLenses } from "./code-lens.ts";
import { showFailureDiagnostics } from "./failure-diagnostics.ts";
import { watchHistory } from "./history-watcher.ts";
import { showLastRuns } from "./last-run-decoration.ts";
import { LiveIndex } from "./live-index.ts";
import { RunStore } from "./model/run-store.ts";
import type { OpenProject } from "./projects.ts";
import { offerQuickFixes } from "./quick-fixes.ts";
import { RunnerProcesses } from "./runner-process.ts";
import { showStatusMarks } from "./status-marks.ts";
import { showTaskHovers } from "./task-hover.ts";
import { findTaskReferences } from "./task-references.ts";
import { WindowRuns } from "./window-runs.ts";

/** Everything that a project has of its own, and what is shown in its files. */
export function openProject(
  folder: vscode.Uri,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): OpenProject {
  log.info(`There is a project in ${folder.fsPath}.`);
  const store = new RunStore();
  const analyzer = new AnalyzerProcess(folder, context.extensionUri, log);
  const index = new LiveIndex(folder, analyzer, log);
  const runners = new RunnerProcesses(folder, context, log);
  const history = watchHistory(folder, runners, store, log);
  const runs = new WindowRuns({ folder, runners, store, history, log });
  const parts = { context, folder, log, store, index, runners, history, runs };
  const disposable = vscode.Disposable.from(
    analyzer,
    index,
    history,
    index.onDidChangeOnDisk(() => history.reread()),
    showCodeLenses(parts),
    showLastRuns(parts),
    showStatusMarks(parts),
    showFailureDiagnostics(parts),
    showAnalysisProblems(parts),
    offerQuickFixes(parts),
    showTaskHovers(parts),
    findTaskReferences(parts),
    { dispose: () => void runners.end() },
  );
  void index.ready();
  return { parts, disposable };
}
