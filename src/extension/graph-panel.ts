import * as path from "node:path";
import { createBirpc } from "birpc";
import * as vscode from "vscode";
import type { ObservedRequirements } from "../protocol/observed-requirements.ts";
import type { PageName, PanelApi, PanelEvents } from "../protocol/panel-api.ts";
import { PANEL_ASKS, readPanelAsk } from "../protocol/panel-ask.ts";
import { packMessage } from "../protocol/panel-message.ts";
import { withObserved } from "../protocol/with-observed.ts";
import { registerCommand } from "./command.ts";
import { followCursor } from "./cursor-class.ts";
import { EarlyMessages } from "./early-messages.ts";
import { graphPage } from "./graph-page.ts";
import { nodeStatuses } from "./model/node-statuses.ts";
import { panelAnswers } from "./panel-answers.ts";
import { PanelProcess } from "./panel-process.ts";
import type { Parts } from "./parts.ts";
import type { Projects } from "./projects.ts";
import { chooseTask } from "./task-argument.ts";
import { throttle } from "./throttle.ts";

const VIEW_TYPE = "pipewright.graph";
const PAUSE_MS = 120;
const MINUTE_MS = 60_000;

/** `pipewright.openGraph`, and the panel's return after the window was reloaded. */
export function registerGraphPanel(
  projects: Projects,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const web = vscode.Uri.joinPath(context.extensionUri, "dist", "webview");
  const options: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [web] };
  /** One for each project, by its folder. */
  const open = new Map<string, GraphPanel>();

  /** Has the page loaded, which shows at once what it remembers. */
  const load = (panel: vscode.WebviewPanel): EarlyMessages => {
    panel.webview.options = options;
    panel.iconPath = {
      light: vscode.Uri.joinPath(context.extensionUri, "media", "graph-light.svg"),
      dark: vscode.Uri.joinPath(context.extensionUri, "media", "graph-dark.svg"),
    };
    const early = new EarlyMessages(panel.webview);
    panel.webview.html = graphPage(panel.webview, web);
    return early;
  };

  const adopt = (panel: vscode.WebviewPanel, parts: Parts, early = load(panel)) => {
    const key = parts.folder.fsPath;
    const runner = new PanelProcess(parts.folder, context.extensionUri, log);
    const adopted = new GraphPanel(panel, parts, runner, early);
    open.set(key, adopted);
    // What is chosen in it is about its own project.
    const follow = () => panel.active && projects.bringToFront(parts);
    panel.onDidChangeViewState(follow);
    panel.onDidDispose(() => {
      adopted.dispose();
      runner.dispose();
      if (open.get(key) === adopted) open.delete(key);
    });
    follow();
    return adopted;
  };
  const titleOf = ({ folder }: Parts) => {
    const title = vscode.l10n.t("Task Graph");
    return projects.all.length > 1 ? `${title}: ${path.basename(folder.fsPath)}` : title;
  };

  const openGraph = async (...given: unknown[]) => {
    await projects.ready();
    const parts = projectOf(given[0], projects) ?? projects.front;
    if (parts === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder to see its task graph."));
      return;
    }
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const known = open.get(parts.folder.fsPath);
    known?.reveal();
    const panel = known ?? adopt(vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(parts), column, options), parts);
    const wanted = wantedPage(given[0]);
    if (wanted !== undefined) panel.show(wanted.page, wanted);
  };

  /** A page of the panel, about the class that a menu was opened on. */
  const openAbout =
    (wanted: Omit<WantedPage, "family">) =>
    async (...given: unknown[]) => {
      const chosen = await chooseTask(given, projects);
      if (chosen === undefined) return;
      await openGraph({ ...wanted, family: chosen.task.family, project: chosen.parts.folder.fsPath });
    };

  return vscode.Disposable.from(
    { dispose: () => vscode.Disposable.from(...open.values()).dispose() },
    registerCommand("pipewright.openGraph", openGraph, log),
    registerCommand("pipewright.pinInGraph", openAbout({ page: "graph", near: true }), log),
    registerCommand("pipewright.showRun", openGraph, log),
    registerCommand("pipewright.showInGrid", openAbout({ page: "grid" }), log),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel) {
        const early = load(panel);
        await projects.ready();
        const parts = projects.all.find((each) => titleOf(each) === panel.title) ?? projects.front;
        if (parts === undefined) panel.dispose();
        else adopt(panel, parts, early);
      },
    }),
  );
}

interface WantedPage {
  readonly page: PageName;
  readonly family?: string;
  readonly runId?: string;
  readonly near?: boolean;
}

function wantedPage(given: unknown): WantedPage | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const isPage = "page" in given && ["graph", "grid", "backfill", "runs"].includes(String(given.page));
  if (!isPage) return undefined;
  // A node of a tree has more, which is not for the page.
  const { page, family, runId, near } = given as WantedPage;
  return { page, family, runId, near };
}

/** The one that is meant by a menu: by the node of a tree, or by a file of the explorer. */
function projectOf(given: unknown, projects: Projects): Parts | undefined {
  if (given instanceof vscode.Uri) return projects.of(given) ?? projects.at(given.fsPath);
  const project = typeof given === "object" && given !== null && "project" in given && given.project;
  return typeof project === "string" ? projects.at(project) : undefined;
}

/** Feeds one panel. A hidden one loses what it is told, and asks again with `ready`. */
class GraphPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: Parts;
  readonly #subscriptions: vscode.Disposable;
  readonly #page: PanelEvents;
  /** What to show as soon as the page is there. */
  #wanted: WantedPage | undefined;
  #isReady = false;
  /** What runs had shown when the graph was last told. */
  #observed: readonly ObservedRequirements[] = [];

  constructor(panel: vscode.WebviewPanel, parts: Parts, runner: PanelProcess, early: EarlyMessages) {
    this.#panel = panel;
    this.#parts = parts;
    const { index, store, log } = parts;
    const answers = panelAnswers(parts, runner, async () => this.#ready());
    this.#page = createBirpc<PanelEvents, PanelApi>(checked(answers, log), {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview, not a window
      post: (message) => void panel.webview.postMessage(message),
      on: (listener) => early.pass(listener),
      serialize: packMessage,
      eventNames: ["graph", "statuses", "unavailable", "historyChanged", "cursor", "open"],
      timeout: -1,
    });
    const statuses = throttle(() => this.#page.statuses(this.#statuses()), PAUSE_MS);
    const past = throttle(() => this.#page.historyChanged(), PAUSE_MS);
    const clock = setInterval(() => statuses.request(), MINUTE_MS);
    this.#subscriptions = vscode.Disposable.from(
      statuses,
      past,
      { dispose: () => clearInterval(clock) },
      {
        dispose: store.onDidChange(() => {
          if (store.observed === this.#observed) statuses.request();
          else this.#tellGraph();
        }),
      },
      runner.onDidChangeHistory(() => past.request()),
      index.onDidChange(() => this.#tellGraph()),
      followCursor(index, (family) => this.#page.cursor(family)),
    );
  }

  reveal(): void {
    this.#panel.reveal();
  }

  show(page: PageName, about: Omit<WantedPage, "page">): void {
    if (this.#isReady) this.#page.open(page, about);
    else this.#wanted = { page, ...about };
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #ready(): void {
    const { index } = this.#parts;
    this.#isReady = true;
    if (index.state.state === "loading") void index.ready();
    else this.#tellGraph();
    if (this.#wanted !== undefined) this.#page.open(this.#wanted.page, this.#wanted);
    this.#wanted = undefined;
  }

  #tellGraph(): void {
    const { index, store } = this.#parts;
    const { state } = index;
    if (state.state === "failed")
      this.#page.unavailable(vscode.l10n.t("The task classes could not be read: {0}", state.reason));
    else if (state.state === "ready") {
      this.#observed = store.observed;
      this.#page.graph(withObserved(state.index, store.observed), this.#statuses());
    }
  }

  #statuses() {
    const { index, store } = this.#parts;
    return nodeStatuses(index.index, store.summaries(), store.stales, Date.now(), vscode.l10n.t);
  }
}

/** The page is not trusted: what it asks is checked first. */
function checked(answers: PanelApi, log: vscode.LogOutputChannel): PanelApi {
  const functions = PANEL_ASKS.map((name) => [
    name,
    async (given: unknown) => {
      const ask = readPanelAsk(name, given);
      if (ask === undefined) {
        log.warn(`The panel asked ${name} in a way that is not understood.`);
        throw new Error(vscode.l10n.t("The panel asked for something that is not understood."));
      }
      return (answers[name] as (ask: unknown) => Promise<unknown>)(ask);
    },
  ]);
  return Object.fromEntries(functions) as PanelApi;
}
