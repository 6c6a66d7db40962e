import { once } from "node:events";
import { createServer } from "node:net";
import * as path from "node:path";
import * as vscode from "vscode";
import type { RunRequest } from "../protocol/run-arguments.ts";
import type { TaskStarted } from "../protocol/run-event.ts";
import { registerCommand } from "./command.ts";
import { attachConfiguration } from "./model/debug-session.ts";
import { requestName } from "./model/request-name.ts";
import { askParameters } from "./parameter-input.ts";
import type { Parts } from "./parts.ts";
import { locatePipewright } from "./pipewright-location.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";

/** Marks the sessions that are ours, and says which run they belong to. */
const RUN = "pipewrightRun";

/**
 * `pipewright.debugTask`: runs a task so that breakpoints in its `run()`, and in what that calls, are hit. What it
 * requires is made first, without the debugger.
 */
export function registerDebugTask(
  projects: Projects,
  memory: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const debugTask = async (...given: unknown[]) => {
    const chosen = await chooseTask(given, projects, { toRun: true, kind: "task" });
    if (chosen === undefined) return;
    const { parts, task } = chosen;
    const params = await askParameters(task, chosen.params, vscode.l10n.t("Debug {0}", task.family), memory);
    if (params === undefined) return;
    await debug(parts, { command: "run", family: task.family, params, force: isForced(given[0]) });
  };
  return registerCommand("pipewright.debugTask", debugTask, log);
}

async function debug(parts: Parts, request: RunRequest): Promise<void> {
  const debugPort = await freePort();
  const name = vscode.l10n.t("Debug {0}", requestName(request));
  let started: TaskStarted | undefined;
  let isOver = false;
  const run = await parts.runs.start({ ...request, debugPort }, (event) => {
    if (event.event === "taskFinished" && event.taskId === started?.taskId) isOver = true;
    if (event.event !== "taskStarted" || event.debugPort === undefined) return;
    started = event;
    void attach().catch((error: unknown) => parts.log.error(`${name}: ${String(error)}`));
  });
  if (run === undefined) return;

  const attach = async () => {
    const { cli } = locatePipewright(parts.folder, parts.context.extensionUri);
    const configuration = attachConfiguration({
      name,
      port: debugPort,
      folder: parts.folder.fsPath,
      program: path.dirname(cli),
    });
    const workspaceFolder = vscode.workspace.getWorkspaceFolder(parts.folder);
    const isAttached = await vscode.debug.startDebugging(
      workspaceFolder,
      { ...configuration, [RUN]: debugPort },
      { suppressSaveBeforeStart: true },
    );
    // Nobody will come: it would wait for ever.
    if (!isAttached && !isOver) run.cancel();
  };
  // Whoever stops the debugger does not want the rest of the run. It is heard before the process is gone, so that the run
  // ends as cancelled, and not as one whose task has failed.
  const stopped = vscode.debug.registerDebugAdapterTrackerFactory("*", {
    createDebugAdapterTracker: ({ configuration, parentSession }) =>
      (parentSession?.configuration ?? configuration)[RUN] !== debugPort
        ? undefined
        : {
            onWillReceiveMessage: ({ command }: { command?: string }) => {
              if ((command === "disconnect" || command === "terminate") && !isOver) run.cancel();
            },
          },
  });
  try {
    const { code, said, failed } = await run.ended;
    if (started === undefined && code === 0) tellThatNothingRan(parts, request);
    else if (started === undefined && failed === 0 && said !== "") throw new Error(said);
  } finally {
    stopped.dispose();
  }
}

/** Does not hold up the command. */
function tellThatNothingRan(parts: Parts, request: RunRequest): void {
  const again = vscode.l10n.t("Debug It Again");
  const message = vscode.l10n.t("{0} is complete: nothing ran.", requestName(request));
  const note = vscode.l10n.t("Its output is replaced when it runs again.");
  void vscode.window.showInformationMessage(`${message} ${note}`, again).then((answer) => {
    if (answer === again) void debug(parts, { ...request, force: true });
  });
}

function isForced(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "force" in argument && argument.force === true;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
