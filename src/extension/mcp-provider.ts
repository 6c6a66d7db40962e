import * as vscode from "vscode";
import { findNode } from "./node-runtime.ts";
import { locatePipewright } from "./pipewright-location.ts";
import type { Projects } from "./projects.ts";

/** Offers AI agents of this window the MCP server of each project: none where the workspace is not trusted. */
export function offerMcpServers(projects: Projects, context: vscode.ExtensionContext): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let offered = "";
  const { version } = context.extension.packageJSON as { readonly version: string };
  return vscode.Disposable.from(
    changed,
    projects.onDidChange(() => {
      const folders = projects.all.map(({ folder }) => folder.fsPath).join("\n");
      if (folders === offered) return;
      offered = folders;
      changed.fire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.lm.registerMcpServerDefinitionProvider("pipewright", {
      onDidChangeMcpServerDefinitions: changed.event,
      async provideMcpServerDefinitions() {
        await projects.ready();
        if (!vscode.workspace.isTrusted) return [];
        const { all } = projects;
        return Promise.all(
          all.map(async ({ folder }) => {
            const node = await findNode(folder);
            const { cli } = locatePipewright(folder, context.extensionUri);
            const label = all.length === 1 ? "Pipewright" : `Pipewright: ${vscode.workspace.asRelativePath(folder)}`;
            const server = new vscode.McpStdioServerDefinition(label, node.command, [cli, "mcp"], node.env, version);
            server.cwd = folder;
            return server;
          }),
        );
      },
    }),
  );
}
