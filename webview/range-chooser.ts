import type { RangeUnit } from "../src/protocol/parameter-description.ts";
import { readRangeText } from "../src/protocol/range-text.ts";
import type { TaskClass } from "../src/protocol/task-index.ts";
import { h } from "./element.ts";
import { host } from "./host.ts";
import type { PanelModel } from "./panel-model.ts";
import { missingParameters, parameterFields, RANGE_UNITS, rangeParametersOf } from "./parameter-fields.ts";
import { choiceInput, labelled, textInput } from "./toolkit.ts";
import { t } from "./words.ts";

interface Choice {
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly range: { readonly over: string; readonly from: string; readonly to: string };
  readonly unit: RangeUnit;
  readonly problem?: undefined;
}

/** What is chosen, or what is still missing, in words. */
export type RangeChoice = Choice | { readonly problem: string };

interface State {
  readonly family?: string;
  readonly over?: string;
  readonly text: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Options {
  readonly model: PanelModel;
  /** Under which it is remembered. */
  readonly part: string;
  /** The range to begin with. */
  readonly usual: string;
  /** Something is being typed; `change` follows. */
  readonly typed?: () => void;
  readonly change: () => void;
}

const PAUSE_MS = 350;

/** Chooses a class, a range in words, and the other parameters. */
export class RangeChooser {
  readonly element = h("div", { class: "fields" });
  readonly #options: Options;
  #state: State;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawn = "";

  constructor(options: Options) {
    this.#options = options;
    this.#state = { text: options.usual, params: {}, ...host.state.get<State>(options.part) };
  }

  get task(): TaskClass | undefined {
    const tasks = this.#tasks();
    const { family } = this.#state;
    return tasks.find((task) => task.family === family) ?? tasks[0];
  }

  get choice(): RangeChoice {
    const { task } = this;
    if (task === undefined) return { problem: t("No class has a date, a month or another parameter with a range.") };
    const ranged = rangeParametersOf(task);
    const parameter = ranged.find(({ name }) => name === this.#state.over) ?? ranged[0];
    if (parameter === undefined) return { problem: t("{0} has no range.", task.family) };
    const unit = RANGE_UNITS[parameter.type as keyof typeof RANGE_UNITS];
    const ends = readRangeText(this.#state.text, unit, new Date());
    if (typeof ends === "string") return { problem: ends };
    const params = this.#params(task, parameter.name);
    const missing = missingParameters(task, params, parameter.name);
    if (missing.length > 0) return { problem: t("Give a value for {0}.", missing.join(", ")) };
    return { family: task.family, params, range: { over: parameter.name, ...ends }, unit };
  }

  /** Takes what is given, and keeps the rest. */
  choose(given: { family?: string; params?: Readonly<Record<string, string>>; range?: Choice["range"] }): void {
    const { family = this.#state.family, params = this.#state.params, range } = given;
    const text =
      range === undefined ? this.#state.text : range.from === range.to ? range.from : `${range.from}..${range.to}`;
    this.#keep({ family, params, text, over: range?.over ?? this.#state.over });
    this.update(true);
    this.#options.change();
  }

  /** Draws the fields, when there are other ones than before. */
  update(isForced = false): void {
    const { task } = this;
    const key = JSON.stringify([task, this.#tasks().map(({ family }) => family)]);
    if (task === undefined || (key === this.#drawn && !isForced)) return;
    this.#drawn = key;
    const families = choiceInput(
      task.family,
      this.#tasks().map(({ family }) => [family, family] as const),
      (family) => this.choose({ family }),
    );
    families.dataset.field = "family";
    const ranged = rangeParametersOf(task);
    const over = ranged.find(({ name }) => name === this.#state.over) ?? ranged[0];
    const text = textInput(this.#state.text, (range) => this.#later({ text: range }), "2026-01..2026-03, last 30d");
    text.dataset.field = "range";
    const overs = choiceInput(
      over?.name ?? "",
      ranged.map(({ name }) => [name, name] as const),
      (name) => {
        this.#keep({ over: name });
        this.choose({});
      },
    );
    this.element.replaceChildren(
      labelled(t("Task"), families),
      ...(ranged.length > 1 ? [labelled(t("Over"), overs)] : []),
      labelled(over?.name ?? t("Range"), text),
      parameterFields(task, this.#state.params, (params) => this.#later({ params }), over?.name),
    );
  }

  /** Those that a range can run over; what nothing requires comes first. */
  #tasks(): readonly TaskClass[] {
    const { tasks, edges } = this.#options.model.index;
    const required = new Set(edges.map(({ to }) => to));
    const able = tasks.filter((task) => rangeParametersOf(task).length > 0);
    return able.toSorted((a, b) => Number(required.has(a.family)) - Number(required.has(b.family)));
  }

  #params({ parameters }: TaskClass, over: string): Record<string, string> {
    const given = this.#state.params;
    return Object.fromEntries(
      parameters.flatMap(({ name }) => (name === over || given[name] === undefined ? [] : [[name, given[name]]])),
    );
  }

  #later(change: Partial<State>): void {
    this.#keep(change);
    this.#options.typed?.();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.change(), PAUSE_MS);
  }

  #keep(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    host.state.set(this.#options.part, this.#state);
  }
}
