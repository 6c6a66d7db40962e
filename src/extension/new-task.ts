import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import { classNameProblem, newTaskText, SAMPLE_PIPELINE, taskFileName } from "./model/new-task-text.ts";
import type { Projects } from "./projects.ts";
import { whyNothingIsWritten } from "./why-nothing-is-written.ts";

/** `pipewright.newTask`, and `pipewright.createSample` for who has none yet: neither writes over a file. */
export function registerNewTask(projects: Projects, log: vscode.LogOutputChannel): vscode.Disposable {
  const newTask = async () => {
    const root = await rootOf(projects);
    if (root === undefined) return;
    const taken = projects.all.flatMap(({ index }) => index.tasks.map(({ family }) => family));
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t("New Task"),
      prompt: vscode.l10n.t("The name of its class"),
      placeHolder: "LoadSales",
      validateInput: (text) => classNameProblem(text, taken, vscode.l10n.t),
      ignoreFocusOut: true,
    });
    if (name === undefined) return;
    await create(vscode.Uri.joinPath(folderFor(projects, root), taskFileName(name)), newTaskText(name));
  };

  const createSample = async () => {
    const root = await rootOf(projects);
    if (root === undefined) return;
    const config = vscode.Uri.joinPath(root, "pipewright.config.json");
    if (!(await exists(config))) await write(config, `${JSON.stringify({ tasks: ["tasks/*.ts"] }, undefined, 2)}\n`);
    await create(vscode.Uri.joinPath(root, "tasks", "weather.ts"), SAMPLE_PIPELINE);
    await projects.find();
  };

  return vscode.Disposable.from(
    registerCommand("pipewright.newTask", newTask, log),
    registerCommand("pipewright.createSample", createSample, log),
    registerCommand(
      "pipewright.openWalkthrough",
      async () => {
        await vscode.commands.executeCommand("workbench.action.openWalkthrough", "pipewright.pipewright#start", false);
      },
      log,
    ),
  );
}

async function rootOf(projects: Projects): Promise<vscode.Uri | undefined> {
  await projects.ready();
  const root = projects.front?.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (root === undefined) await vscode.commands.executeCommand("vscode.openFolder");
  const reason = root && whyNothingIsWritten(root);
  if (reason !== undefined) throw new Error(reason);
  return root;
}

/** Beside the task that is open, or the first one. */
function folderFor(projects: Projects, root: vscode.Uri): vscode.Uri {
  const index = projects.front?.index;
  const open = vscode.window.activeTextEditor?.document.uri;
  const file = index?.tasks.find((task) => open && index.fileOf(open) === task.file) ?? index?.tasks[0];
  if (index === undefined || file === undefined) return vscode.Uri.joinPath(root, "tasks");
  return vscode.Uri.joinPath(index.uriOf(file.file), "..");
}

async function create(uri: vscode.Uri, text: string): Promise<void> {
  if (await exists(uri)) throw new Error(vscode.l10n.t("{0} is there already.", vscode.workspace.asRelativePath(uri)));
  await write(uri, text);
  await vscode.window.showTextDocument(uri);
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
