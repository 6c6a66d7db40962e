import * as vscode from "vscode";
import { registerCommand } from "./command.ts";
import { findNode } from "./node-runtime.ts";
import type { Parts } from "./parts.ts";
import { locatePipewright } from "./pipewright-location.ts";
import type { Projects } from "./projects.ts";

const SHOWN_MS = 5000;

/**
 * `pipewright.copyDiagnostics`: what somebody who is asked for help wants to know first, for the clipboard, and in English
 * whatever the editor speaks. `pipewright.showOutput` shows the rest.
 */
export function registerDiagnosticsReport(
  projects: Projects,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const copyDiagnostics = async () => {
    await projects.ready();
    const { version } = context.extension.packageJSON as { readonly version: string };
    const each = await Promise.all(projects.all.map((parts) => projectLines(parts)));
    const lines = [
      `Pipewright ${version} in ${vscode.env.appName} ${vscode.version} on ${process.platform} ${process.arch}`,
      `Remote: ${vscode.env.remoteName ?? "no"}. Trusted: ${vscode.workspace.isTrusted ? "yes" : "no"}.`,
      `Settings: ${changedSettings(context).join(", ") || "as they come"}`,
      ...(each.length === 0 ? ["There is no project."] : each.flat()),
    ];
    await vscode.env.clipboard.writeText(`${lines.join("\n")}\n`);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied: {0}", lines[0] ?? ""), SHOWN_MS);
  };
  return vscode.Disposable.from(
    registerCommand("pipewright.copyDiagnostics", copyDiagnostics, log),
    registerCommand("pipewright.showOutput", () => log.show(), log),
  );
}

async function projectLines({ folder, index, store, context }: Parts): Promise<readonly string[]> {
  const { state } = index;
  const node = await findNode(folder).then(
    ({ command, version }) => `Node ${version} (${command})`,
    (error: unknown) => `no Node: ${error instanceof Error ? error.message : String(error)}`,
  );
  const { installed } = locatePipewright(folder, context.extensionUri);
  const read =
    state.state === "ready"
      ? `${state.index.tasks.length} task classes, ${state.index.problems.length} findings`
      : state.state === "failed"
        ? `the task classes could not be read: ${state.reason}`
        : "the task classes are being read";
  return [
    `Project ${folder.toString(true)}`,
    `  ${read}`,
    `  ${store.failures().length} failed, ${store.activeRuns().length} running`,
    `  ${node}, ${installed ? "the project's own pipewright" : "the extension's pipewright"}`,
  ];
}

/** Their names alone: values may be anybody's. */
function changedSettings({ extension }: vscode.ExtensionContext): readonly string[] {
  const { contributes } = extension.packageJSON as {
    readonly contributes: { readonly configuration: { readonly properties: object } };
  };
  const settings = vscode.workspace.getConfiguration();
  return Object.keys(contributes.configuration.properties).filter((name) => {
    const { defaultValue } = settings.inspect(name) ?? {};
    return JSON.stringify(settings.get(name)) !== JSON.stringify(defaultValue);
  });
}
