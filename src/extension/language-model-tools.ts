import * as vscode from "vscode";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { ToolServer } from "./tool-server.ts";

const PREFIX = "pipewright_";

/** What the server says of a tool that changes something before it was agreed to. */
interface Listed {
  readonly agreed?: boolean;
  readonly willDo?: string;
  readonly confirm?: string;
}

/**
 * The tools of `pipewright mcp`, for the language models of this window: those of the manifest. What changes something
 * is confirmed by VS Code's own dialog, with the list of what will happen; the word that comes with the list makes sure
 * that this is what then happens.
 */
export function registerLanguageModelTools(
  projects: Projects,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const servers = new Map<string, ToolServer>();
  /** By tool and input: what the user was shown. */
  const confirmed = new Map<string, string>();

  const serverOf = async (): Promise<ToolServer> => {
    await projects.ready();
    const parts: Parts | undefined = projects.front;
    if (parts === undefined) throw new Error(vscode.l10n.t("There is no Pipewright project in this window."));
    const key = parts.folder.fsPath;
    const server = servers.get(key) ?? new ToolServer(parts.folder, context.extensionUri, log);
    servers.set(key, server);
    return server;
  };

  const tool = (name: string, changes: boolean): vscode.LanguageModelTool<object> => ({
    async prepareInvocation({ input }) {
      if (!changes) return undefined;
      const listed = JSON.parse(await (await serverOf()).call(name, input)) as Listed;
      if (listed.willDo === undefined || listed.confirm === undefined) return undefined;
      confirmed.set(JSON.stringify([name, input]), listed.confirm);
      const title = vscode.l10n.t("Pipewright: {0}?", name);
      return { confirmationMessages: { title, message: new vscode.MarkdownString(escapeMarkdown(listed.willDo)) } };
    },
    async invoke({ input }) {
      const key = JSON.stringify([name, input]);
      const confirm = changes ? confirmed.get(key) : undefined;
      confirmed.delete(key);
      const text = await (await serverOf()).call(name, { ...input, confirm });
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  });

  const { contributes } = context.extension.packageJSON as {
    readonly contributes: { readonly languageModelTools: readonly { name: string; tags: readonly string[] }[] };
  };
  return vscode.Disposable.from(
    ...contributes.languageModelTools.map(({ name, tags }) =>
      vscode.lm.registerTool(name, tool(name.slice(PREFIX.length), tags.includes("changes"))),
    ),
    { dispose: () => vscode.Disposable.from(...servers.values()).dispose() },
  );
}

/** Lines stay lines, and names of tasks what they are. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~]/g, "\\$&").replaceAll("\n", "  \n");
}
