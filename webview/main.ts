import "./panel.css";
import type { NodeStatus } from "../src/protocol/panel-api.ts";
import type { TaskIndex } from "../src/protocol/task-index.ts";
import { BackfillPage } from "./backfill/backfill-page.ts";
import { browserExtras } from "./browser-extras.ts";
import { GraphPage } from "./graph/graph-page.ts";
import { GridPage } from "./grid/grid-page.ts";
import { host } from "./host.ts";
import { brokenFiles, keepBroken } from "./keep-broken.ts";
import { loadControls } from "./load-controls.ts";
import { type Notice, noticeView } from "./notice-view.ts";
import type { PageLinks } from "./page.ts";
import { PanelModel } from "./panel-model.ts";
import { RunsPage } from "./runs/runs-page.ts";
import { Shell } from "./shell.ts";
import { t } from "./words.ts";

// Never a blank panel: what breaks here is told to the host, whose log the user can send us.
window.addEventListener("error", ({ message, error }) => {
  if (host.isEditor)
    void host.api.scriptFailed({ message: error instanceof Error ? (error.stack ?? message) : message });
  showNotice({ kind: "unavailable", reason: message });
});

const model = new PanelModel();
const links: PageLinks = {
  open: (page, about) => shell.show(page, about),
  failed: (error) => shell.say(error instanceof Error ? error.message : String(error)),
};
let graph: GraphPage | undefined;
const shell = new Shell(
  [
    { name: "graph", title: t("Graph"), make: () => (graph = new GraphPage(model, links)) },
    { name: "grid", title: t("Grid"), make: () => new GridPage(model, links) },
    { name: "backfill", title: t("Backfill"), make: () => new BackfillPage(model, links) },
    { name: "runs", title: t("Runs"), make: () => new RunsPage(model, links) },
  ],
  host.isEditor ? undefined : browserExtras(links),
);

window.addEventListener("keydown", (event) => {
  const isTyping =
    event.target instanceof HTMLElement && event.target.closest("input, select, vscode-text-field") !== null;
  if (event.key !== "/" || isTyping) return;
  event.preventDefault();
  shell.show("graph");
  graph?.search();
});

function showNotice(notice: Notice): void {
  document.body.replaceChildren(noticeView(notice));
}

/** As it was told last. */
let told: TaskIndex | undefined;

function showGraph(index: TaskIndex, statuses: readonly NodeStatus[]): void {
  told = index;
  model.index = keepBroken(model.index, index);
  model.setStatuses(statuses);
  if (model.index.tasks.length === 0) {
    const broken = [...brokenFiles(index).values()].map(({ message }) => message);
    return showNotice({ kind: "noTasks", broken });
  }
  if (shell.element.isConnected) model.tell("index");
  else shell.enter();
}

// A page that comes back shows at once what it showed; the host soon tells what has changed since.
const INDEX = "index";
const STATUSES = "statuses";
const known = host.state.get<TaskIndex>(INDEX);
if (known === undefined) showNotice({ kind: "loading" });
else showGraph(known, host.state.get<readonly NodeStatus[]>(STATUSES) ?? []);
loadControls();

function showStatuses(statuses: readonly NodeStatus[]): void {
  host.state.set(STATUSES, statuses);
  model.setStatuses(statuses);
  model.tell("statuses");
}

host.hear({
  graph: (index, statuses) => {
    // Most of what a page is told when it comes back, it knows.
    const isKnown = shell.element.isConnected && JSON.stringify(index) === JSON.stringify(told);
    if (isKnown) return showStatuses(statuses);
    host.state.set(INDEX, index);
    host.state.set(STATUSES, statuses);
    showGraph(index, statuses);
  },
  statuses: showStatuses,
  unavailable: (reason) => showNotice({ kind: "unavailable", reason }),
  historyChanged: () => model.tell("history"),
  cursor: (family) => {
    model.cursor = family;
    model.tell("cursor");
  },
  open: (page, about) => shell.show(page, about),
});
