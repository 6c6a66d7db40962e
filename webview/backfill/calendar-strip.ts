import type { RangeUnit } from "../../src/protocol/parameter-description.ts";
import { rangeValues, shiftValue, valueAt } from "../../src/protocol/range-values.ts";
import { h } from "../element.ts";
import { host } from "../host.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { t } from "../words.ts";

const SHOWN = 62;
const MARGIN_PX = 24;

interface StripEvents {
  readonly choose: (from: string, to: string) => void;
}

/** The latest dates of a class with how they stand; a press and a drag choose a range, as do the keys. */
export class CalendarStrip {
  readonly element = h("div", { class: "strip", role: "group", "aria-label": t("Calendar") });
  readonly #events: StripEvents;
  #values: readonly string[] = [];
  #unit: RangeUnit = "day";
  #start: number | undefined;
  #key = "";

  constructor(events: StripEvents) {
    this.#events = events;
    const { element } = this;
    element.addEventListener("pointerdown", ({ target }) => {
      this.#start = indexOf(target);
    });
    element.addEventListener("pointerover", ({ target, buttons }) => {
      const at = indexOf(target);
      if (buttons === 1 && this.#start !== undefined && at !== undefined) this.#mark(this.#start, at);
    });
    element.addEventListener("pointerup", ({ target }) => {
      const at = indexOf(target);
      if (this.#start !== undefined && at !== undefined) this.#choose(this.#start, at);
      this.#start = undefined;
    });
    element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Shows the dates up to now, and those around the range. */
  async show(
    family: string,
    params: Readonly<Record<string, string>>,
    range: { over: string; from: string; to: string },
    unit: RangeUnit,
  ): Promise<void> {
    const now = valueAt(unit, new Date());
    const last = range.to > now ? range.to : now;
    const first = shiftValue(unit, last, 1 - SHOWN);
    const values = rangeValues(
      unit,
      range.from < first && range.from > shiftValue(unit, first, -SHOWN) ? range.from : first,
      last,
    );
    const key = JSON.stringify([family, params, range.over, values[0], last]);
    this.#unit = unit;
    if (key !== this.#key) {
      this.#key = key;
      this.#values = values;
      this.#draw();
      await this.refresh(family, params, range.over);
    }
    this.#mark(this.#values.indexOf(range.from), this.#values.indexOf(range.to));
    this.#reveal(this.#values.indexOf(range.from));
  }

  /** By the history: at once, and without the user's code. */
  async refresh(family: string, params: Readonly<Record<string, string>>, over: string): Promise<void> {
    const [from, to] = [this.#values[0], this.#values.at(-1)];
    if (from === undefined || to === undefined) return;
    const key = this.#key;
    const { rows } = await host.api.grid({ family, params, range: { over, from, to }, plan: false });
    if (key !== this.#key) return;
    for (const [at, day] of this.#days().entries()) {
      const cell = rows[0]?.cells[at];
      day.dataset.tone = cell === null || cell === undefined ? "none" : statusTone(cell.status);
      day.setAttribute("aria-label", `${this.#values[at]}: ${cell ? statusWord(cell.status) : t("never ran")}`);
      day.title = day.getAttribute("aria-label") ?? "";
    }
  }

  #draw(): void {
    let month = "";
    const days = this.#values.map((value, at) => {
      const day = h(
        "button",
        { class: "day", "data-at": at, tabindex: at === this.#values.length - 1 ? 0 : -1, "data-tone": "none" },
        shortOf(value),
      );
      const group = value.slice(0, this.#unit === "hour" ? 10 : this.#unit === "day" ? 7 : 4);
      const label = group === month ? undefined : h("span", { class: "group" }, group);
      month = group;
      return h("span", { class: "slot" }, label, day);
    });
    this.element.replaceChildren(...days);
    this.element.scrollLeft = this.element.scrollWidth;
  }

  #days(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(".day")];
  }

  /** A range begins in sight, in a panel too narrow for all of the dates. */
  #reveal(at: number): void {
    const day = this.#days()[at]?.getBoundingClientRect();
    const { left, right } = this.element.getBoundingClientRect();
    if (day === undefined || (day.left >= left && day.right <= right)) return;
    this.element.scrollLeft += day.left - left - MARGIN_PX;
  }

  #mark(a: number, b: number): void {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    for (const [at, day] of this.#days().entries()) {
      const isIn = from >= 0 && at >= from && at <= to;
      day.classList.toggle("in", isIn);
      day.setAttribute("aria-pressed", String(isIn));
    }
  }

  #choose(a: number, b: number): void {
    const [from, to] = [this.#values[Math.min(a, b)], this.#values[Math.max(a, b)]];
    if (from !== undefined && to !== undefined) this.#events.choose(from, to);
  }

  #onKey(event: KeyboardEvent): void {
    const at = indexOf(event.target);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (at === undefined) return;
    if (step !== undefined) {
      const days = this.#days();
      const next = days[at + step];
      if (next === undefined) return;
      if (event.shiftKey) this.#start ??= at;
      else this.#start = undefined;
      (event.target as HTMLElement).tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      if (this.#start !== undefined) this.#mark(this.#start, at + step);
    } else if (event.key === "Enter" || event.key === " ") {
      this.#choose(this.#start ?? at, at);
      this.#start = undefined;
    } else return;
    event.preventDefault();
  }
}

function indexOf(target: EventTarget | null): number | undefined {
  const day = target instanceof Element ? target.closest<HTMLElement>(".day") : null;
  return day === null ? undefined : Number(day.dataset.at);
}

/** `24` of `2026-11-24`, `11` of `2026-11`, `T10` of `2026-11-24T10`. */
function shortOf(value: string): string {
  return /(?:W|T|-)?(\d+)$/.exec(value)?.[1] ?? value;
}
