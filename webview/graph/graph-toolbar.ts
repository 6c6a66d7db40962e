import type { PlanAnswer } from "../../src/protocol/panel-api.ts";
import type { TaskClass } from "../../src/protocol/task-index.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import {
  closeIcon,
  fitIcon,
  listIcon,
  moreIcon,
  pinIcon,
  saveIcon,
  turnIcon,
  zoomInIcon,
  zoomOutIcon,
} from "../icons.ts";
import { openMenu, under } from "../menu.ts";
import { choiceInput, focusField, iconButton, searchField, textButton } from "../toolkit.ts";
import { t } from "../words.ts";
import type { ExportFormat } from "./export-graph.ts";
import type { GraphState } from "./graph-page.ts";
import type { GraphSurface } from "./graph-surface.ts";
import { PlanBar } from "./plan-bar.ts";

const STEP = 1.25;
const FORMATS: readonly (readonly [ExportFormat, string])[] = [
  ["svg", "SVG"],
  ["png", "PNG"],
  ["mermaid", "Mermaid"],
  ["dot", "Graphviz DOT"],
  ["json", "JSON"],
];

interface ToolbarOptions {
  readonly state: () => GraphState;
  readonly change: (change: Partial<GraphState>) => void;
  readonly surface: GraphSurface;
  readonly exportAs: (format: ExportFormat) => void;
  readonly showPlan: (name: string, answer: PlanAnswer | undefined) => void;
  /** The class that a plan is offered of. */
  readonly task: () => TaskClass | undefined;
  readonly tasks: () => readonly TaskClass[];
}

/** Search and what is shown on the left, how it is shown on the right; below, what is cut out, and the plan's form. */
export class GraphToolbar {
  readonly element: HTMLElement;
  readonly #options: ToolbarOptions;
  readonly #search: HTMLElement & { value: string };
  readonly #count = h("span", { class: "count", role: "status" });
  readonly #chips = h("div", { class: "chips" });
  readonly #planBar: PlanBar;
  readonly #follow: HTMLElement;

  constructor(options: ToolbarOptions) {
    this.#options = options;
    const { state, change, surface, exportAs } = options;
    this.#search = searchField(t("Search tasks"), (search) => change({ search }));
    this.#search.value = state().search;
    this.#search.title = t("A name or a query: +Report, Raw+2, state:failed, tag:daily, file:tasks/sales");
    this.#search.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") surface.focus();
      if (key !== "Escape") return;
      this.#search.value = "";
      change({ search: "" });
    });
    this.#planBar = new PlanBar(options);
    const groups = choiceInput(
      state().groupBy,
      [
        ["none", t("Every class")],
        ["folder", t("By folder")],
        ["file", t("By file")],
        ["tag", t("By tag")],
        ["parameters", t("By parameters")],
      ],
      (groupBy) => change({ groupBy, opened: [], viewport: undefined }),
    );
    groups.setAttribute("aria-label", t("What is folded together"));
    this.#follow = iconButton(t("Follow the editor's cursor"), pinIcon(), () => change({ follow: !state().follow }));
    const save: HTMLElement = iconButton(t("Save as…"), saveIcon(), () =>
      openMenu(
        under(save),
        FORMATS.map(([format, label]) => ({ label, choose: () => exportAs(format) })),
      ),
    );
    const more: HTMLElement = iconButton(t("More"), moreIcon(), () =>
      openMenu(under(more), [
        { label: t("Show only what is near the chosen task (F)"), choose: () => this.#focusCurrent() },
        {
          label: t("Show everything"),
          choose: () => change({ focus: undefined, path: undefined, viewport: undefined }),
        },
        { label: t("Fold all groups"), choose: () => change({ opened: [] }) },
        { label: t("Plan for a date…"), choose: () => this.#planBar.toggle() },
      ]),
    );
    const bar = h(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": t("Graph") },
      this.#search,
      this.#count,
      groups,
      textButton(t("Plan…"), () => this.#planBar.toggle(), "secondary"),
      h("span", { class: "gap" }),
      ...(host.isEditor ? [this.#follow] : []),
      iconButton(t("Show as a list"), listIcon(), () => change({ asList: !state().asList })),
      save,
      iconButton(t("Change direction"), turnIcon(), () =>
        change({ flow: state().flow === "right" ? "down" : "right", isTurned: true, viewport: undefined }),
      ),
      iconButton(t("Zoom out"), zoomOutIcon(), () => surface.zoom(1 / STEP)),
      iconButton(t("Zoom in"), zoomInIcon(), () => surface.zoom(STEP)),
      iconButton(t("Show the whole graph"), fitIcon(), () => surface.fit()),
      more,
    );
    this.element = h("header", {}, bar, this.#chips, this.#planBar.element);
  }

  focusSearch(): void {
    void focusField(this.#search);
  }

  /** @param problem why what is looked for can not be read */
  tellFound(count: number | undefined, problem?: string): void {
    this.#count.textContent = count === undefined ? "" : (problem ?? t("{0} found", count));
  }

  /** @param plan the name of the plan that is shown */
  update(plan: string | undefined, pathStart: string | undefined): void {
    const { state, change, showPlan } = this.#options;
    const { focus, path, follow } = state();
    this.#follow.setAttribute("aria-pressed", String(follow));
    this.#follow.classList.toggle("on", follow);
    const chips: HTMLElement[] = [];
    if (plan !== undefined) chips.push(chip(t("Plan of {0}", plan), () => showPlan("", undefined)));
    if (pathStart !== undefined)
      chips.push(chip(t("From {0} to…  (P on the other end)", pathStart), () => this.update(plan, undefined)));
    if (path !== undefined)
      chips.push(chip(t("Between {0} and {1}", ...path), () => change({ path: undefined, viewport: undefined })));
    if (focus !== undefined) {
      const { family, up, down } = focus;
      const set = (steps: { up?: number; down?: number }) =>
        change({ focus: { ...focus, ...steps }, viewport: undefined });
      chips.push(
        chip(
          t("Near {0}", family),
          () => change({ focus: undefined, viewport: undefined }),
          stepsInput(t("Steps up"), "↑", up, (to) => set({ up: to })),
          stepsInput(t("Steps down"), "↓", down, (to) => set({ down: to })),
        ),
      );
    }
    this.#chips.replaceChildren(...chips);
    this.#chips.hidden = chips.length === 0;
  }

  #focusCurrent(): void {
    const family = this.#options.surface.current;
    if (family !== undefined)
      this.#options.change({ focus: { family, up: 1, down: 1 }, path: undefined, viewport: undefined });
  }
}

function chip(text: string, remove: () => void, ...controls: readonly HTMLElement[]): HTMLElement {
  return h("span", { class: "chip" }, text, ...controls, iconButton(t("Remove: {0}", text), closeIcon(), remove));
}

function stepsInput(label: string, sign: string, count: number, change: (count: number) => void): HTMLElement {
  const input = h("input", { type: "number", min: 0, max: 99, value: count, "aria-label": label });
  input.addEventListener("change", () => change(Math.max(0, Number(input.value) || 0)));
  return h("span", { class: "steps" }, sign, input);
}
