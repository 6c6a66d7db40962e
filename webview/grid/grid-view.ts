import type { GridAnswer } from "../../src/protocol/panel-api.ts";
import { h } from "../element.ts";
import { statusWord } from "../status-words.ts";
import { onThemeChange } from "../theme.ts";
import { t } from "../words.ts";
import { type Column, type ColumnCell, cellAt, columnsOf, type Scale } from "./columns.ts";
import { CELL, drawGrid, HEADER, LABELS } from "./grid-canvas.ts";

export interface Chosen {
  readonly family: string;
  /** Values of the grid, both included. */
  readonly from: string;
  readonly to: string;
}

interface GridEvents {
  /** A range of one row was drawn, by dragging or with Shift and the arrows; `undefined`: none any more. */
  readonly choose: (chosen: Chosen | undefined) => void;
  readonly open: (family: string, cell: ColumnCell) => void;
  readonly backfill: (chosen: Chosen) => void;
}

/** The cells, drawn as far as they are in view; one of them is the current one, for the keyboard and for being read out. */
export class GridView {
  readonly element: HTMLElement;
  readonly #canvas = h("canvas", { class: "cells", "aria-hidden": "true" });
  readonly #spacer = h("div", { class: "spacer" });
  readonly #cell = h("div", { role: "gridcell", id: "current-cell" });
  readonly #events: GridEvents;
  #grid: GridAnswer = { over: "", unit: "day", values: [], rows: [] };
  #columns: readonly Column[] = [];
  #scale: Scale = "day";
  readonly #cells = new Map<number, ColumnCell | undefined>();
  #current = { row: 0, column: 0 };
  #anchor: { readonly row: number; readonly column: number } | undefined;
  #frame = 0;

  constructor(events: GridEvents) {
    this.#events = events;
    this.element = h(
      "div",
      {
        class: "grid",
        role: "grid",
        tabindex: 0,
        "aria-label": t("Dates by tasks"),
        "aria-activedescendant": "current-cell",
      },
      this.#canvas,
      this.#spacer,
      h("div", { class: "live", role: "row" }, this.#cell),
    );
    this.element.addEventListener("scroll", () => this.#draw());
    this.element.addEventListener("focus", () => this.#draw());
    this.element.addEventListener("blur", () => this.#draw());
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
    this.#followPointer();
    new ResizeObserver(() => this.#draw()).observe(this.element);
    onThemeChange(() => this.#draw());
  }

  /** @param isNew: what was shown before was of something else, so that it begins at its latest column */
  show(grid: GridAnswer, scale: Scale, isNew: boolean): void {
    this.#grid = grid;
    this.#scale = scale;
    this.#columns = columnsOf(grid.values, scale);
    this.#cells.clear();
    this.#spacer.style.width = `${LABELS + this.#columns.length * CELL.width + 12}px`;
    this.#spacer.style.height = `${HEADER + grid.rows.length * CELL.height + 12}px`;
    this.element.setAttribute("aria-rowcount", String(grid.rows.length));
    this.element.setAttribute("aria-colcount", String(this.#columns.length));
    if (isNew) {
      this.#anchor = undefined;
      this.#current = { row: 0, column: Math.max(0, this.#columns.length - 1) };
      this.element.scrollLeft = this.element.scrollWidth;
    }
    this.#current = this.#within(this.#current);
    this.#tell();
    this.#draw();
  }

  /** The range that is drawn now. */
  get chosen(): Chosen | undefined {
    const { row } = this.#current;
    const [from, to] = this.#span();
    const [first, last] = [this.#columns[from], this.#columns[to]];
    const family = this.#grid.rows[row]?.family;
    if (this.#anchor === undefined || first === undefined || last === undefined || family === undefined)
      return undefined;
    return { family, from: this.#grid.values[first.from] ?? "", to: this.#grid.values[last.to] ?? "" };
  }

  clear(): void {
    this.#anchor = undefined;
    this.#events.choose(undefined);
    this.#draw();
  }

  #cellAt(row: number, column: number): ColumnCell | undefined {
    const key = row * this.#columns.length + column;
    if (!this.#cells.has(key)) {
      const [cells, at] = [this.#grid.rows[row]?.cells, this.#columns[column]];
      this.#cells.set(key, cells && at && cellAt(cells, at));
    }
    return this.#cells.get(key);
  }

  #span(): [number, number] {
    const columns = [this.#anchor?.column ?? this.#current.column, this.#current.column].sort((a, b) => a - b);
    return columns as [number, number];
  }

  #onKey(event: KeyboardEvent): void {
    const { row, column } = this.#current;
    const page = Math.max(1, Math.floor((this.element.clientWidth - LABELS) / CELL.width) - 1);
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      PageUp: [0, -page],
      PageDown: [0, page],
      Home: [0, -column],
      End: [0, this.#columns.length],
    };
    const step = steps[event.key];
    const cell = this.#cellAt(row, column);
    const family = this.#grid.rows[row]?.family ?? "";
    if (step !== undefined) {
      const isRange = event.shiftKey && step[0] === 0;
      if (isRange) this.#anchor ??= this.#current;
      else this.#anchor = undefined;
      this.#go({ row: row + step[0], column: column + step[1] });
      this.#events.choose(isRange ? this.chosen : undefined);
    } else if (event.key === "Enter" || event.key === " ") {
      if (cell !== undefined) this.#events.open(family, cell);
    } else if (event.key === "b" || event.key === "B") {
      this.#anchor ??= this.#current;
      if (this.chosen !== undefined) this.#events.backfill(this.chosen);
    } else if (event.key === "Escape") this.clear();
    else return;
    event.preventDefault();
  }

  #followPointer(): void {
    const { element } = this;
    let from: { readonly row: number; readonly column: number } | undefined;
    element.addEventListener("pointerdown", (event) => {
      from = event.button === 0 ? this.#at(event) : undefined;
      if (from === undefined) return;
      this.#anchor = undefined;
      this.#go(from);
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      const at = this.#at(event);
      element.title = at === undefined ? "" : this.#words(at.row, at.column);
      if (from === undefined || at === undefined || at.column === this.#current.column) return;
      this.#anchor = from;
      this.#go({ row: from.row, column: at.column });
      this.#events.choose(this.chosen);
    });
    element.addEventListener("pointerup", () => {
      if (from === undefined) return;
      const isClick = this.#anchor === undefined;
      const cell = this.#cellAt(from.row, from.column);
      if (isClick) this.#events.choose(undefined);
      if (isClick && cell !== undefined) this.#events.open(this.#grid.rows[from.row]?.family ?? "", cell);
      from = undefined;
    });
  }

  #at(event: MouseEvent): { row: number; column: number } | undefined {
    const { left, top } = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - left - LABELS, event.clientY - top - HEADER];
    if (x < 0 || y < 0) return undefined;
    const row = Math.floor((y + this.element.scrollTop) / CELL.height);
    const column = Math.floor((x + this.element.scrollLeft) / CELL.width);
    return row < this.#grid.rows.length && column < this.#columns.length ? { row, column } : undefined;
  }

  #go(to: { readonly row: number; readonly column: number }): void {
    this.#current = this.#within(to);
    const { row, column } = this.#current;
    const { element } = this;
    const [x, y] = [column * CELL.width, row * CELL.height];
    const [width, height] = [element.clientWidth - LABELS - CELL.width, element.clientHeight - HEADER - CELL.height];
    element.scrollLeft = Math.min(x, Math.max(element.scrollLeft, x - width));
    element.scrollTop = Math.min(y, Math.max(element.scrollTop, y - height));
    this.#tell();
    this.#draw();
  }

  #within({ row, column }: { readonly row: number; readonly column: number }) {
    const clamp = (value: number, length: number) => Math.max(0, Math.min(value, length - 1));
    return { row: clamp(row, this.#grid.rows.length), column: clamp(column, this.#columns.length) };
  }

  #tell(): void {
    const { row, column } = this.#current;
    this.#cell.textContent = this.#words(row, column);
    this.#cell.setAttribute("aria-colindex", String(column + 1));
    this.#cell.parentElement?.setAttribute("aria-rowindex", String(row + 1));
  }

  #words(row: number, column: number): string {
    const cell = this.#cellAt(row, column);
    const of = `${this.#grid.rows[row]?.family ?? ""} ${this.#columns[column]?.name ?? ""}`;
    if (cell === undefined) return t("{0}: nothing known", of);
    const status = statusWord(cell.status);
    const count = cell.cells.length > 1 ? ` · ${cell.done}/${cell.cells.length}` : "";
    const notes = cell.stale > 0 ? staleNotes(cell) : [cell.cells[0]?.reason ?? ""];
    return [`${of}: ${status}${count}`, ...notes].filter(Boolean).join(" · ");
  }

  #draw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#flush());
  }

  #flush(): void {
    this.#frame = 0;
    const { element } = this;
    const [from, to] = this.#span();
    drawGrid(this.#canvas, {
      columns: this.#columns,
      rows: this.#grid.rows,
      cellAt: (row, column) => this.#cellAt(row, column),
      scroll: { x: element.scrollLeft, y: element.scrollTop },
      screen: { width: element.clientWidth, height: element.clientHeight },
      current: this.#current,
      chosen: this.#anchor && { row: this.#current.row, from, to },
      hasFocus: document.activeElement === element,
    });
    element.dataset.scale = this.#scale;
  }
}

/** That it is stale, and why as far as there is room. */
function staleNotes({ cells, stale }: ColumnCell): string[] {
  const [why = "", ...more] = new Set(cells.flatMap((cell) => cell.stale ?? []));
  return [cells.length > 1 ? t("{0} stale", stale) : t("stale"), more.length > 0 ? `${why} …` : why];
}
