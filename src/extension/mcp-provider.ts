import * as vscode from "vscode";
import { findNode, type NodeRuntime } from "./node-runtime.ts";
import { locatePipewright } from "./pipewright-location.ts";
import type { Projects } from "./projects.ts";

/** Offers AI agents of this window the MCP server of each project: none where the workspace is not trusted. */
export function offerMcpServers(
  projects: Projects,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  /** What was said to be wrong: once, though VS Code asks again and again. */
  const told = new Set<string>();
  const changed = new vscode.EventEmitter<void>();
  let offered = "";
  const { version } = context.extension.packageJSON as { readonly version: string };
  const nodeOf = async (folder: vscode.Uri): Promise<NodeRuntime | undefined> => {
    try {
      return await findNode(folder);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!told.has(reason)) tell(vscode.l10n.t("AI agents are offered no MCP server. {0}", reason), log);
      told.add(reason);
      return undefined;
    }
  };
  return vscode.Disposable.from(
    changed,
    projects.onDidChange(() => {
      const folders = projects.all.map(({ folder }) => folder.fsPath).join("\n");
      if (folders === offered) return;
      offered = folders;
      changed.fire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("pipewright.nodePath")) changed.fire();
    }),
    vscode.lm.registerMcpServerDefinitionProvider("pipewright", {
      onDidChangeMcpServerDefinitions: changed.event,
      async provideMcpServerDefinitions() {
        await projects.ready();
        const all = projects.runnable;
        const servers = all.map(async ({ folder }) => {
          const node = await nodeOf(folder);
          if (node === undefined) return [];
          const { cli } = locatePipewright(folder, context.extensionUri);
          const label = all.length === 1 ? "Pipewright" : `Pipewright: ${vscode.workspace.asRelativePath(folder)}`;
          const server = new vscode.McpStdioServerDefinition(label, node.command, [cli, "mcp"], node.env, version);
          server.cwd = folder;
          return [server];
        });
        return (await Promise.all(servers)).flat();
      },
    }),
  );
}

/** It is a setting that is wrong: whoever wrote it can mend it. */
function tell(message: string, log: vscode.LogOutputChannel): void {
  log.error(message);
  const open = vscode.l10n.t("Open Settings");
  void vscode.window.showWarningMessage(message, open).then((answer) => {
    if (answer === open) void openSetting("nodePath");
  });
}

/** Opens the settings where one of ours has its value: the user's show none of a folder's or of a remote machine's. */
function openSetting(name: string): Thenable<unknown> {
  const { workspaceFolderValue, workspaceValue } = vscode.workspace.getConfiguration("pipewright").inspect(name) ?? {};
  const isShared = workspaceFolderValue !== undefined || workspaceValue !== undefined;
  const which = isShared ? "openWorkspaceSettings" : vscode.env.remoteName ? "openRemoteSettings" : "openSettings";
  return vscode.commands.executeCommand(`workbench.action.${which}`, { query: `pipewright.${name}` });
}
