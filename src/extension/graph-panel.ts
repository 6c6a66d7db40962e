import * as vscode from "vscode";
import type { FromPanel, ToPanel } from "../protocol/panel-api.ts";
import { registerCommand } from "./command.ts";
import { graphPage } from "./graph-page.ts";
import { nodeStatuses } from "./model/node-statuses.ts";
import { parsePanelMessage } from "./model/panel-message.ts";
import type { Parts } from "./parts.ts";
import { throttle } from "./throttle.ts";

const VIEW_TYPE = "pipewright.graph";
const PAUSE_MS = 120;
const MINUTE_MS = 60_000;

/** `pipewright.openGraph`, and the panel's return after the window was reloaded. */
export function registerGraphPanel(parts: Parts): vscode.Disposable {
  const { context, log } = parts;
  const web = vscode.Uri.joinPath(context.extensionUri, "dist", "webview");
  const options: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [web] };
  let open: GraphPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel) => {
    panel.webview.options = options;
    panel.iconPath = {
      light: vscode.Uri.joinPath(context.extensionUri, "media", "graph-light.svg"),
      dark: vscode.Uri.joinPath(context.extensionUri, "media", "graph-dark.svg"),
    };
    const adopted = new GraphPanel(panel, parts);
    open = adopted;
    panel.onDidDispose(() => {
      adopted.dispose();
      if (open === adopted) open = undefined;
    });
    panel.webview.html = graphPage(panel.webview, web);
  };

  const openGraph = () => {
    if (open !== undefined) return open.reveal();
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    adopt(vscode.window.createWebviewPanel(VIEW_TYPE, vscode.l10n.t("Task Graph"), column, options));
  };

  return vscode.Disposable.from(
    { dispose: () => open?.dispose() },
    registerCommand("pipewright.openGraph", openGraph, log),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel) {
        adopt(panel);
      },
    }),
  );
}

/** Feeds one panel. A hidden one loses what it is told, and asks again with `ready`. */
class GraphPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: Parts;
  readonly #subscriptions: vscode.Disposable;

  constructor(panel: vscode.WebviewPanel, parts: Parts) {
    this.#panel = panel;
    this.#parts = parts;
    const { index, store } = parts;
    const statuses = throttle(() => this.#tell({ type: "statuses", statuses: this.#statuses() }), PAUSE_MS);
    const clock = setInterval(() => statuses.request(), MINUTE_MS);
    this.#subscriptions = vscode.Disposable.from(
      statuses,
      { dispose: () => clearInterval(clock) },
      { dispose: store.onDidChange(() => statuses.request()) },
      index.onDidChange(() => this.#tellGraph()),
      panel.webview.onDidReceiveMessage((message) => this.#hear(parsePanelMessage(message))),
    );
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #hear(message: FromPanel | undefined): void {
    const { index, log } = this.#parts;
    switch (message?.type) {
      case "ready":
        if (index.state.state === "loading") void index.ready();
        else this.#tellGraph();
        return;
      case "reveal":
        return this.#execute("pipewright.revealTask", message.family);
      case "run":
        return this.#execute("pipewright.runTask", message.family);
      case "backfill":
        return this.#execute("pipewright.backfillTask", message.family);
      case "scriptFailed":
        return log.error(`The graph's script failed: ${message.message}`);
      case undefined:
        return log.warn("The graph sent a message that is not understood.");
    }
  }

  #execute(command: string, family: string): void {
    void vscode.commands.executeCommand(command, { family });
  }

  #tellGraph(): void {
    const { folder, index } = this.#parts;
    const { state } = index;
    if (folder === undefined)
      this.#tell({ type: "unavailable", reason: vscode.l10n.t("Open a folder to see its task graph.") });
    else if (state.state === "failed") {
      this.#tell({
        type: "unavailable",
        reason: vscode.l10n.t("The task classes could not be read: {0}", state.reason),
      });
    } else if (state.state === "ready") this.#tell({ type: "graph", index: state.index, statuses: this.#statuses() });
  }

  #statuses() {
    const { index, store } = this.#parts;
    return nodeStatuses(index.index, store.summaries(), Date.now(), vscode.l10n.t);
  }

  #tell(message: ToPanel): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview, not a window
    void this.#panel.webview.postMessage(message);
  }
}
