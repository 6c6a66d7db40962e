import * as vscode from "vscode";
import { keepContextKeys } from "./context-keys.ts";
import { registerCopyCommand } from "./copy-command.ts";
import { registerDebugConfigurations } from "./debug-configuration.ts";
import { registerDebugTask } from "./debug-task.ts";
import { registerDiagnosticsReport } from "./diagnostics-report.ts";
import { markFailingFiles } from "./failing-files.ts";
import { registerShowFailures } from "./failures-pick.ts";
import { registerGraphPanel } from "./graph-panel.ts";
import { registerLanguageModelTools } from "./language-model-tools.ts";
import { showLanguageStatus } from "./language-status.ts";
import { registerShowLog } from "./log-document.ts";
import { dropMatchedProblems } from "./matched-problems.ts";
import { offerMcpServers } from "./mcp-provider.ts";
import { registerNewTask } from "./new-task.ts";
import { openProject } from "./open-project.ts";
import { registerPlanTask } from "./plan-document.ts";
import { registerRunPreset } from "./presets.ts";
import { Projects } from "./projects.ts";
import { registerRedoTask } from "./redo-task.ts";
import { registerRevealTask } from "./reveal-task.ts";
import { registerRunCommands } from "./run-commands.ts";
import { registerRunPlace } from "./run-place.ts";
import { showRunsTree } from "./runs-tree.ts";
import { showStatusBar } from "./status-bar.ts";
import { provideTasks } from "./task-provider.ts";
import { offerTasksAsTests } from "./tasks-as-tests.ts";
import { showTasksTree } from "./tasks-tree.ts";
import { linkTerminals } from "./terminal-links.ts";

let projects: Projects | undefined;

/** Wires the parts; each of them is one feature of the editor. Which projects there are is found out afterwards. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Pipewright", { log: true });
  projects = new Projects((folder) => openProject(folder, context, log));
  const { workspaceState } = context;
  context.subscriptions.push(
    log,
    projects,
    keepContextKeys(projects),
    registerGraphPanel(projects, context, log),
    registerRunCommands(projects, workspaceState, log),
    registerDebugTask(projects, workspaceState, log),
    registerDebugConfigurations(projects),
    registerPlanTask(projects, log),
    registerRedoTask(projects, workspaceState, log),
    registerCopyCommand(projects, workspaceState, log),
    registerRunPreset(projects, workspaceState, log),
    registerNewTask(projects, log),
    registerShowLog(projects, log),
    registerShowFailures(projects, log),
    registerRevealTask(projects, log),
    registerDiagnosticsReport(projects, context, log),
    showStatusBar(projects),
    showTasksTree(projects, workspaceState, log),
    showRunsTree(projects, context, log),
    showLanguageStatus(projects),
    registerRunPlace(projects, log),
    markFailingFiles(projects),
    linkTerminals(projects),
    provideTasks(projects),
    dropMatchedProblems(),
    offerTasksAsTests(projects, workspaceState),
    offerMcpServers(projects, context, log),
    registerLanguageModelTools(projects, context, log),
  );
  void projects.find();
}

/** VS Code waits for it a few seconds: time for the runs to end by themselves. */
export async function deactivate(): Promise<void> {
  await Promise.all(projects?.all.map(({ runners }) => runners.end()) ?? []);
}
