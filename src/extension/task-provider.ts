import * as vscode from "vscode";
import { type RunRequest, runArguments } from "../protocol/run-arguments.ts";
import type { RunPlace } from "../protocol/run-place.ts";
import { requestName } from "./model/request-name.ts";
import { suggestedTask } from "./model/suggested-task.ts";
import { findNode } from "./node-runtime.ts";
import type { Parts } from "./parts.ts";
import { locatePipewright } from "./pipewright-location.ts";
import type { Projects } from "./projects.ts";
import { runPlace } from "./run-place.ts";

const TYPE = "pipewright";

/** As it stands in tasks.json. */
interface Definition extends vscode.TaskDefinition {
  readonly task: string;
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly force?: boolean;
  /** Absent: where the editor's runs go. */
  readonly on?: RunPlace;
}

/**
 * Runs as tasks of VS Code: for `tasks.json`, `dependsOn`, `preLaunchTask` and keys. Each is the command line in a
 * terminal, so Ctrl+C cancels it there; the history tells the rest of the window of it.
 */
export function provideTasks(projects: Projects): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    async provideTasks() {
      await projects.ready();
      const each = projects.runnable.map(async (parts) => {
        const { tasks } = await parts.index.ready();
        const offered = tasks.flatMap((task) => suggestedTask(task) ?? []);
        return Promise.all(offered.map((definition) => toTask({ type: TYPE, ...definition }, parts)));
      });
      return (await Promise.all(each)).flat();
    },
    async resolveTask({ definition, scope }) {
      await projects.ready();
      const folder = scope !== undefined && typeof scope === "object" ? scope.uri.fsPath : undefined;
      const wanted = definition as Definition;
      const parts = projects.at(folder) ?? projects.findTask(wanted.task)?.parts ?? projects.front;
      // The definition has to stay the very object that was given.
      return parts && toTask(wanted, parts);
    },
  });
}

async function toTask(definition: Definition, { folder, context }: Parts): Promise<vscode.Task> {
  const node = await findNode(folder);
  const { cli } = locatePipewright(folder, context.extensionUri);
  const request = { on: runPlace(folder), ...requestOf(definition) };
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task(
    definition,
    scope,
    requestName(request),
    "Pipewright",
    new vscode.ProcessExecution(node.command, [cli, ...runArguments(request)], {
      cwd: folder.fsPath,
      env: { ...node.env },
    }),
    `$${TYPE}`,
  );
  task.detail = vscode.l10n.t("Runs the task and what it needs; what is complete is not run again.");
  return task;
}

function requestOf({ task, parameters = {}, from, to, over, force, on }: Definition): RunRequest {
  const how = { force, ...(on !== undefined && { on }) };
  const params = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  if (from === undefined || to === undefined) return { command: "run", family: task, params, ...how };
  return { command: "backfill", family: task, params, ...how, range: { over: over ?? "date", from, to } };
}
