import { ageText } from "../../src/protocol/age-text.ts";
import { durationText } from "../../src/protocol/duration-text.ts";
import type { RunRecord } from "../../src/protocol/history-record.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import { closeIcon, statusIcon } from "../icons.ts";
import type { About, Page, PageLinks } from "../page.ts";
import type { PanelModel } from "../panel-model.ts";
import { askName } from "../run-texts.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { TaskDetail } from "../task-detail.ts";
import { iconButton } from "../toolkit.ts";
import { t } from "../words.ts";
import { runView } from "./run-view.ts";

const MOST = 200;
const STATE = "runs";

interface State {
  readonly runId?: string;
  readonly family?: string;
}

/** The runs, the latest first, and the one that is chosen. */
export class RunsPage implements Page {
  readonly element: HTMLElement;
  readonly #links: PageLinks;
  readonly #list = h("nav", { class: "run-list", "aria-label": t("Runs") });
  readonly #run = h("div", { class: "run-pane", role: "region", "aria-label": t("Run") });
  readonly #detail: TaskDetail;
  #state: State = host.state.get<State>(STATE) ?? {};
  #isShown = false;

  constructor(model: PanelModel, links: PageLinks) {
    this.#links = links;
    this.#detail = new TaskDetail(links);
    this.element = h("div", { class: "page split" }, this.#list, this.#run, this.#detail.element);
    model.on("history", () => {
      if (this.#isShown && this.element.closest("[hidden]") === null) void this.#refresh();
    });
  }

  shown(): void {
    this.#isShown = true;
    void this.#refresh();
  }

  open({ family, runId, taskId }: About): void {
    this.#keep({ family, runId });
    void this.#refresh().then(async () => {
      if (taskId === undefined) return;
      const [task] = await host.api.taskRuns({ taskId, limit: 1 });
      if (task !== undefined) await this.#detail.show({ ...task, runId: runId ?? task.runId });
    }, this.#links.failed);
  }

  async #refresh(): Promise<void> {
    try {
      const { family } = this.#state;
      const runs = await host.api.runs({ limit: MOST });
      const shown = family === undefined ? runs : await this.#runsWith(family, runs);
      const chosen = shown.find(({ runId }) => runId === this.#state.runId) ?? shown[0];
      this.#drawList(shown, chosen);
      await this.#drawRun(chosen?.runId ?? this.#state.runId);
      await this.#detail.refresh();
    } catch (error) {
      this.#list.replaceChildren(h("p", { class: "hint" }, error instanceof Error ? error.message : String(error)));
    }
  }

  /** Those that asked for the class, and that its tasks took part in because another one needs it. */
  async #runsWith(family: string, runs: readonly RunRecord[]): Promise<readonly RunRecord[]> {
    const details = await Promise.all(runs.slice(0, 40).map(({ runId }) => host.api.runDetail({ runId })));
    const taken = new Set(
      details.flatMap((detail) => (detail?.tasks.some((task) => task.family === family) ? [detail.run.runId] : [])),
    );
    return runs.filter((run) => run.family === family || taken.has(run.runId));
  }

  #drawList(runs: readonly RunRecord[], chosen: RunRecord | undefined): void {
    const { family } = this.#state;
    const now = Date.now();
    const items = runs.map((run) => {
      const tone = statusTone(run.status);
      const counts = Object.entries(run.counts).map(([status, count]) => `${count} ${statusWord(status)}`);
      const notes = [ageText(run.startedAt, now, t), run.durationMs === undefined ? "" : durationText(run.durationMs)];
      const item = h(
        "button",
        {
          class: "run-item",
          "data-tone": tone,
          "data-run": run.runId,
          "aria-current": run.runId === chosen?.runId ? "true" : undefined,
        },
        h("span", { class: "state" }, statusIcon(tone)),
        h("span", { class: "run-name" }, askName(run)),
        h("span", { class: "hint" }, notes.filter(Boolean).join(" · ")),
        h("span", { class: "hint" }, counts.join(", ") || statusWord(run.status)),
      );
      item.addEventListener("click", () => {
        this.#keep({ ...this.#state, runId: run.runId });
        this.#detail.close();
        void this.#refresh();
      });
      return item;
    });
    const filter =
      family === undefined
        ? undefined
        : h(
            "span",
            { class: "chip" },
            family,
            iconButton(t("Show all runs"), closeIcon(), () => this.open({})),
          );
    const empty = h(
      "div",
      { class: "notice" },
      h("h2", {}, t("Nothing ran here yet")),
      h("p", {}, t("Run a task from the graph, from the code, or with `pipewright run` in a terminal.")),
    );
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.run : undefined;
    const top = this.#list.scrollTop;
    this.#list.replaceChildren(...(filter === undefined ? [] : [filter]), ...(items.length === 0 ? [empty] : items));
    this.#list.scrollTop = top;
    if (focused !== undefined) this.#list.querySelector<HTMLElement>(`[data-run="${CSS.escape(focused)}"]`)?.focus();
  }

  async #drawRun(runId: string | undefined): Promise<void> {
    const detail = runId === undefined ? undefined : await host.api.runDetail({ runId });
    if (detail === undefined) return this.#run.replaceChildren();
    const top = this.#run.scrollTop;
    this.#run.replaceChildren(runView(detail, this.#links, (task) => void this.#detail.show(task)));
    this.#run.scrollTop = top;
  }

  #keep(state: State): void {
    this.#state = state;
    host.state.set(STATE, state);
  }
}
