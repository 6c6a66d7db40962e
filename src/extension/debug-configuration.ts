import * as vscode from "vscode";
import type { TaskClass } from "../protocol/task-index.ts";
import { suggestedValue } from "./model/suggested-value.ts";
import { taskAt } from "./model/task-at.ts";
import type { Projects } from "./projects.ts";

const TYPE = "pipewright";

/**
 * Tasks in launch.json and under Run and Debug: `{ "type": "pipewright", "request": "launch", "task": "LoadSales",
 * "parameters": { "date": "2026-11-20" } }`.
 */
export function registerDebugConfigurations(projects: Projects): vscode.Disposable {
  const configurations = async () => {
    await projects.ready();
    const indexes = await Promise.all(projects.all.map(({ index }) => index.ready()));
    return indexes.flatMap(({ tasks }) => tasks.filter(({ kind }) => kind === "task").map(configurationOf));
  };

  const provider: vscode.DebugConfigurationProvider = {
    provideDebugConfigurations: configurations,

    /** Without a launch.json, F5 means the class at the cursor. */
    resolveDebugConfiguration(_folder, configuration) {
      if (configuration.type) return configuration;
      const editor = vscode.window.activeTextEditor;
      const index = editor && projects.of(editor.document.uri)?.index;
      if (editor === undefined || index === undefined) return undefined;
      const file = index.fileOf(editor.document.uri) ?? "";
      const task = taskAt(index.index, file, editor.selection.active.line + 1);
      return task && { type: TYPE, request: "launch", name: task.family, task: task.family };
    },

    /** The run is what starts the debugger, when it comes to the task: the session of this configuration ends here. */
    resolveDebugConfigurationWithSubstitutedVariables(folder, { task, parameters, force }) {
      if (typeof task !== "string" || task === "")
        throw new Error(
          vscode.l10n.t("The configuration does not say which task is to be debugged: give its class as task."),
        );
      const params = Object.entries((parameters ?? {}) as object).map(([name, value]) => [name, String(value)]);
      const project = folder && projects.at(folder.uri.fsPath) && folder.uri.fsPath;
      void vscode.commands.executeCommand("pipewright.debugTask", {
        family: task,
        params: Object.fromEntries(params) as Record<string, string>,
        project,
        force,
      });
      return undefined;
    },
  };

  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(TYPE, provider, Initial),
    vscode.debug.registerDebugConfigurationProvider(TYPE, { provideDebugConfigurations: configurations }, Dynamic),
  );
}

/** What must be given stands there already; the rest has defaults. */
function configurationOf({ family, parameters }: TaskClass): vscode.DebugConfiguration {
  const needed = parameters.filter((parameter) => parameter.default === undefined);
  const values = needed.map((parameter) => [parameter.name, suggestedValue(parameter, new Date())]);
  return {
    type: TYPE,
    request: "launch",
    name: vscode.l10n.t("Debug {0}", family),
    task: family,
    ...(values.length > 0 && { parameters: Object.fromEntries(values) as Record<string, string> }),
  };
}
