import { commandText } from "../../src/protocol/command-text.ts";
import type { PlanAnswer, ProjectSettings, RunAsk } from "../../src/protocol/panel-api.ts";
import type { RunPlace } from "../../src/protocol/run-place.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import type { About, Page, PageLinks } from "../page.ts";
import type { PanelModel } from "../panel-model.ts";
import { RangeChooser } from "../range-chooser.ts";
import { checkInput, choiceInput, labelled, setDisabled, textButton } from "../toolkit.ts";
import { t } from "../words.ts";
import { BackfillList } from "./backfill-list.ts";
import { CalendarStrip } from "./calendar-strip.ts";
import { confirm } from "./confirm.ts";
import { planPreview } from "./plan-preview.ts";

type Policy = "missing" | "disabled" | "stale" | "all";

interface State {
  readonly policy: Policy;
  readonly reverse: boolean;
  readonly limit: number;
  readonly workers: number;
  readonly stopOnFailure: boolean;
  /** Absent: where runs go that say nothing of it. */
  readonly on?: RunPlace;
}

const STATE = "backfill";
const FIRST: State = { policy: "missing", reverse: false, limit: 0, workers: 0, stopOnFailure: false };

/** The form that asks for a backfill, with what it would do; below, the ones that there are. */
export class BackfillPage implements Page {
  readonly element: HTMLElement;
  readonly #links: PageLinks;
  readonly #chooser: RangeChooser;
  readonly #strip: CalendarStrip;
  readonly #list: BackfillList;
  readonly #options = h("div", { class: "fields" });
  readonly #preview = h("div", { role: "status", "aria-label": t("Preview") });
  readonly #start: HTMLElement;
  #state: State = { ...FIRST, ...host.state.get<State>(`${STATE}.options`) };
  #settings: ProjectSettings | undefined;
  #answer: PlanAnswer | undefined;
  #asked = 0;
  #isShown = false;

  constructor(model: PanelModel, links: PageLinks) {
    this.#links = links;
    this.#chooser = new RangeChooser({
      model,
      part: STATE,
      usual: "last 7d",
      typed: () => this.#forget(),
      change: () => this.#changed(),
    });
    this.#strip = new CalendarStrip({
      choose: (from, to) => {
        const { choice } = this.#chooser;
        if (choice.problem === undefined) this.#chooser.choose({ range: { ...choice.range, from, to } });
      },
    });
    this.#list = new BackfillList(links);
    this.#start = textButton(t("Start"), () => void this.#begin());
    const copy = textButton(t("Copy command"), () => void this.#copy(), "secondary");
    this.element = h(
      "div",
      { class: "page scrolled" },
      h(
        "form",
        { class: "backfill-form", "aria-label": t("Backfill") },
        this.#chooser.element,
        this.#strip.element,
        this.#options,
        this.#preview,
        h("div", { class: "actions" }, this.#start, copy),
      ),
      this.#list.element,
    );
    this.element.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    this.#drawOptions();
    model.on("index", () => this.#chooser.update());
    model.on("history", () => {
      if (!this.#isShown || this.element.closest("[hidden]") !== null) return;
      void this.#list.refresh();
      void this.#refreshStrip();
    });
  }

  shown(): void {
    this.#isShown = true;
    this.#chooser.update();
    this.#changed();
    void this.#list.refresh();
    // The configuration may have been edited.
    void host.api.settings({}).then((settings) => this.#configured(settings), this.#links.failed);
  }

  open({ family, params, range }: About): void {
    if (family !== undefined) this.#chooser.choose({ family, params, range });
  }

  #configured(settings: ProjectSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    const before = this.#place;
    this.#settings = settings;
    // Anew only where there is another choice: somebody may be at one of the fields.
    if (before !== this.#place) this.#drawOptions();
    this.#drawPreview();
  }

  /** Where it runs, where there is a choice. */
  get #place(): RunPlace | undefined {
    if (this.#settings?.kubernetes === undefined) return undefined;
    return this.#state.on ?? this.#settings.on ?? "local";
  }

  #drawOptions(): void {
    const { policy, reverse, limit, workers, stopOnFailure } = this.#state;
    const set =
      <Name extends keyof State>(name: Name) =>
      (value: State[Name]) => {
        this.#state = { ...this.#state, [name]: value };
        host.state.set(`${STATE}.options`, this.#state);
        // How many run at once changes nothing of what runs.
        if (name === "workers" || name === "stopOnFailure" || name === "on") this.#drawPreview();
        else this.#changed();
      };
    const number = (value: number, change: (value: number) => void, placeholder: string) => {
      const input = h("input", { type: "number", min: 0, placeholder, value: value === 0 ? undefined : value });
      // While it is typed: who goes from here to the button right away presses one that knows of it.
      input.addEventListener("input", () => change(Math.max(0, Math.floor(Number(input.value) || 0))));
      return input;
    };
    const policies = choiceInput<Policy>(
      policy,
      [
        ["missing", t("What is missing")],
        ["disabled", t("What is missing, and what is disabled after failures")],
        ["stale", t("What is missing, and what is stale")],
        ["all", t("Everything again")],
      ],
      set("policy"),
    );
    policies.dataset.field = "policy";
    const place = this.#place;
    this.#options.replaceChildren(
      labelled(t("What runs"), policies),
      ...(place === undefined
        ? []
        : [
            labelled(
              t("Where"),
              choiceInput<RunPlace>(
                place,
                [
                  ["local", t("This machine")],
                  ["kubernetes", t("Kubernetes")],
                ],
                set("on"),
              ),
            ),
          ]),
      labelled(
        t("Order"),
        choiceInput(
          reverse ? "new" : "old",
          [
            ["old", t("Oldest first")],
            ["new", t("Newest first")],
          ],
          (order) => set("reverse")(order === "new"),
        ),
      ),
      labelled(t("At most"), number(limit, set("limit"), t("all"))),
      labelled(t("At once"), number(workers, set("workers"), t("as configured"))),
      checkInput(t("Stop at the first failure"), stopOnFailure, set("stopOnFailure")),
    );
  }

  get #ask(): RunAsk | undefined {
    const { choice } = this.#chooser;
    if (choice.problem !== undefined) return undefined;
    const { policy, reverse, limit, workers, stopOnFailure } = this.#state;
    const { family, params, range } = choice;
    const on = this.#place;
    return {
      family,
      params,
      range: { ...range, ...(reverse && { reverse }), ...(limit > 0 && { limit }) },
      ...(workers > 0 && { workers }),
      ...(on !== undefined && { on }),
      ...(stopOnFailure && { stopOnFailure }),
      ...(policy === "disabled" && { retryDisabled: true }),
      ...(policy === "stale" && { stale: true }),
      ...(policy === "all" && { force: true }),
    };
  }

  /** Counts anew what would run, by the runner's own plan. */
  #changed(): void {
    if (!this.#isShown) return;
    const { choice } = this.#chooser;
    this.#forget();
    const count = this.#asked;
    const ask = this.#ask;
    if (choice.problem !== undefined || ask === undefined) {
      this.#preview.replaceChildren(h("p", { class: "warning" }, choice.problem ?? ""));
      return;
    }
    void this.#strip.show(choice.family, choice.params, choice.range, choice.unit).catch(() => undefined);
    this.#preview.setAttribute("aria-busy", "true");
    if (this.#preview.childElementCount === 0) this.#preview.replaceChildren(h("p", { class: "hint" }, t("Planning…")));
    const { family, params, range, force, retryDisabled, stale } = ask;
    host.api.plan({ family, params, range, force, retryDisabled, stale }).then(
      (answer) => {
        if (count !== this.#asked) return;
        this.#answer = answer;
        this.#preview.removeAttribute("aria-busy");
        this.#drawPreview();
        setDisabled(this.#start, answer.summary.toRun === 0);
        this.#start.textContent =
          answer.summary.toRun === 0 ? t("Nothing to run") : t("Start: {0} to run", answer.summary.toRun);
      },
      (error: unknown) => {
        if (count !== this.#asked) return;
        this.#preview.removeAttribute("aria-busy");
        this.#preview.replaceChildren(
          h("p", { class: "warning" }, error instanceof Error ? error.message : String(error)),
        );
      },
    );
  }

  #drawPreview(): void {
    if (this.#answer !== undefined) this.#preview.replaceChildren(planPreview(this.#answer, this.#atOnce));
  }

  /** How many tasks run at once. */
  get #atOnce(): number {
    const { workers, kubernetes } = this.#settings ?? {};
    const configured = this.#place === "kubernetes" ? kubernetes?.maxJobs : workers;
    return this.#state.workers || (configured ?? navigator.hardwareConcurrency);
  }

  /** What is shown is not what would be asked any more. */
  #forget(): void {
    this.#asked++;
    this.#answer = undefined;
    setDisabled(this.#start, true);
  }

  async #begin(): Promise<void> {
    const ask = this.#ask;
    if (ask === undefined || this.#answer === undefined) return;
    if (ask.force && !(await this.#mayOverwrite(ask))) return;
    setDisabled(this.#start, true);
    try {
      await host.api.start(ask);
      await this.#list.refresh();
    } catch (error) {
      this.#links.failed(error);
    }
    this.#changed();
  }

  /** Lists what is there already and would be made again. */
  async #mayOverwrite({ family, params, range }: RunAsk): Promise<boolean> {
    const { tasks, range: understood } = await host.api.plan({ family, params, range });
    const asked = new Set(understood?.taskIds);
    const complete = tasks.filter(({ taskId, action }) => action === "skip" && asked.has(taskId));
    if (complete.length === 0) return true;
    // What is complete has its outputs named only in the plan that makes it again.
    const named = new Map(this.#answer?.tasks.map(({ taskId, outputs: made }) => [taskId, made]));
    const outputs = complete.flatMap(({ taskId }) => {
      const made = named.get(taskId) ?? [];
      return made.length > 0 ? made : [taskId];
    });
    return confirm(t("{0} are complete, and will be made again:", complete.length), outputs, t("Make them again"));
  }

  async #copy(): Promise<void> {
    if (this.#ask !== undefined) await navigator.clipboard.writeText(commandText(this.#ask));
  }

  async #refreshStrip(): Promise<void> {
    const { choice } = this.#chooser;
    if (choice.problem === undefined)
      await this.#strip.refresh(choice.family, choice.params, choice.range.over).catch(() => undefined);
  }
}
