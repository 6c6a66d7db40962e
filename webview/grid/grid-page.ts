import type { GridAnswer, RangeAsk } from "../../src/protocol/panel-api.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import { statusIcon } from "../icons.ts";
import type { About, Page, PageLinks } from "../page.ts";
import type { PanelModel } from "../panel-model.ts";
import { type RangeChoice, RangeChooser } from "../range-chooser.ts";
import { TaskDetail } from "../task-detail.ts";
import { choiceInput, labelled, textButton } from "../toolkit.ts";
import { t } from "../words.ts";
import { type ColumnCell, type Scale, scalesOf } from "./columns.ts";
import { type Chosen, GridView } from "./grid-view.ts";

const STATE = "grid";

const SCALE_WORDS: Readonly<Record<Scale, string>> = { hour: "Hours", day: "Days", week: "Weeks", month: "Months" };

/** Dates × tasks: a class and all that it needs, over a range, coloured by how each stands. */
export class GridPage implements Page {
  readonly element: HTMLElement;
  readonly #links: PageLinks;
  readonly #chooser: RangeChooser;
  readonly #view: GridView;
  readonly #detail: TaskDetail;
  readonly #scales = h("span", {});
  readonly #selection = h("div", { class: "selection", role: "status" });
  readonly #said = h("span", { class: "hint", role: "status" });
  #grid: GridAnswer | undefined;
  #scale: Scale | undefined = host.state.get<Scale>(`${STATE}.scale`);
  #asked = 0;
  #isShown = false;

  constructor(model: PanelModel, links: PageLinks) {
    this.#links = links;
    this.#chooser = new RangeChooser({ model, part: STATE, usual: "last 30d", change: () => void this.#ask(true) });
    this.#detail = new TaskDetail(links);
    this.#view = new GridView({
      choose: (chosen) => this.#showSelection(chosen),
      open: (family, cell) => this.#openCell(family, cell),
      backfill: (chosen) => this.#backfill(chosen),
    });
    const check = textButton(t("Look again"), () => void this.#ask(false), "secondary");
    this.element = h(
      "div",
      { class: "page" },
      h("header", {}, h("div", { class: "toolbar form" }, this.#chooser.element, this.#scales, check, this.#said)),
      h(
        "div",
        { class: "split" },
        h("div", { class: "page" }, this.#view.element, legend(), this.#selection),
        this.#detail.element,
      ),
    );
    model.on("index", () => this.#chooser.update());
    model.on("history", () => {
      if (!this.#isShown || this.element.closest("[hidden]") !== null) return;
      void this.#ask(false);
      void this.#detail.refresh();
    });
  }

  shown(): void {
    this.#chooser.update();
    if (!this.#isShown) void this.#ask(true);
    this.#isShown = true;
  }

  open({ family }: About): void {
    if (family !== undefined) this.#chooser.choose({ family });
  }

  /** What the history says is there at once; whether the outputs exist follows. */
  async #ask(isNew: boolean): Promise<void> {
    const choice = this.#chooser.choice;
    const count = ++this.#asked;
    if (choice.problem !== undefined) {
      this.#said.textContent = choice.problem;
      return;
    }
    const { family, params, range } = choice;
    const ask = { family, params, range };
    this.#said.textContent = t("Looking at the outputs…");
    try {
      if (isNew) {
        const remembered = await host.api.grid({ ...ask, plan: false });
        if (count !== this.#asked) return;
        this.#show(remembered, true);
      }
      const planned = await host.api.grid({ ...ask, plan: true });
      if (count !== this.#asked) return;
      this.#show(planned, false);
      this.#said.textContent = "";
    } catch (error) {
      if (count === this.#asked) this.#said.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #show(grid: GridAnswer, isNew: boolean): void {
    this.#grid = grid;
    const scales = scalesOf(grid.unit);
    const scale = this.#scale !== undefined && scales.includes(this.#scale) ? this.#scale : (scales[0] ?? "day");
    const choice = choiceInput(
      scale,
      scales.map((each) => [each, t(SCALE_WORDS[each])] as const),
      (chosen) => {
        this.#scale = chosen;
        host.state.set(`${STATE}.scale`, chosen);
        if (this.#grid !== undefined) this.#view.show(this.#grid, chosen, true);
      },
    );
    this.#scales.replaceChildren(labelled(t("Columns"), choice));
    this.#view.show(grid, scale, isNew);
    this.element.dataset.cells = String(grid.rows.length * grid.values.length);
  }

  #openCell(family: string, { cells }: ColumnCell): void {
    const [cell] = cells;
    const [taskId] = cell?.taskIds ?? [];
    if (cell === undefined || taskId === undefined) return;
    void this.#detail.show({ taskId, family, params: cell.params, reason: cell.reason, stale: cell.stale });
  }

  #showSelection(chosen: Chosen | undefined): void {
    if (chosen === undefined) return this.#selection.replaceChildren();
    const { family, from, to } = chosen;
    this.#selection.replaceChildren(
      h("span", {}, from === to ? `${family} ${from}` : `${family} ${from} … ${to}`),
      textButton(t("Backfill…"), () => this.#backfill(chosen)),
      textButton(t("Clear"), () => this.#view.clear(), "secondary"),
    );
  }

  #backfill({ family, from, to }: Chosen): void {
    const over = this.#grid?.over ?? "";
    const { params } = this.#chooser.choice as RangeChoice & { readonly params: Record<string, string> };
    this.#links.open("backfill", { family, params, range: { over, from, to } satisfies RangeAsk });
  }
}

function legend(): HTMLElement {
  const entries = [
    ["ran", t("complete")],
    ["failed", t("failed")],
    ["running", t("running")],
    ["missing", t("missing")],
    ["blocked", t("pending, or missing from outside")],
    ["idle", t("not known")],
  ] as const;
  return h(
    "div",
    { class: "legend" },
    ...entries.map(([tone, word]) =>
      h("span", { class: "state", "data-tone": tone }, statusIcon(tone), h("span", {}, word)),
    ),
    h("span", { class: "state stale-mark" }, t("stale")),
    h("span", { class: "hint" }, t("Drag over dates to backfill them; click one for its runs.")),
  );
}
