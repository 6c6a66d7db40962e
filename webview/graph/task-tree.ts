import type { TaskEdge } from "../../src/protocol/task-index.ts";
import { h } from "../element.ts";
import { statusIcon } from "../icons.ts";
import type { PanelModel } from "../panel-model.ts";
import { statusTone } from "../status-tone.ts";
import { t } from "../words.ts";
import { findFamilies } from "./find-families.ts";
import { neighboursOf } from "./neighbours.ts";
import { runsNote } from "./runs-note.ts";

/** The graph as a tree that can be read out: each class over what it requires, opened one by one. */
export class TaskTree {
  readonly element = h("div", { class: "task-tree", role: "tree", "aria-label": t("Task graph"), hidden: true });
  readonly #model: PanelModel;
  readonly #open: (family: string) => void;
  readonly #opened = new Set<string>();
  #search = "";

  constructor(model: PanelModel, open: (family: string) => void) {
    this.#model = model;
    this.#open = open;
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>(".row") : null;
      if (row === null) return;
      if ((target as Element).closest(".twistie") !== null) this.#toggle(row);
      else this.#open(row.dataset.family ?? "");
    });
  }

  find(search: string): void {
    this.#search = search.trim();
    if (!this.element.hidden) this.update();
  }

  update(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.path : undefined;
    const families = this.#model.index.tasks.map(({ family }) => family);
    const neighbours = neighboursOf(families, this.#model.index.edges);
    const edgeNotes = notesOf(this.#model.index.edges);
    const rows: HTMLElement[] = [];
    const add = (family: string, above: readonly string[]) => {
      const path = [...above, family].join(">");
      const below = neighbours.get(family)?.requires ?? [];
      const isOpen = this.#opened.has(path);
      const row = this.#row(family, path, above.length + 1, below.length, isOpen);
      const note = edgeNotes.get(JSON.stringify([above.at(-1), family]));
      if (note !== undefined) row.append(h("span", { class: "hint" }, note));
      rows.push(row);
      // A circle ends where it comes to itself.
      if (isOpen && !above.includes(family)) for (const each of below) add(each, [...above, family]);
    };
    const starts =
      this.#search === ""
        ? families.filter((family) => neighbours.get(family)?.requiredBy.length === 0)
        : [...findFamilies(this.#search, this.#model.index, this.#model.statuses).families];
    for (const family of starts.length > 0 || this.#search !== "" ? starts : families) add(family, []);
    const reachable = rows.find((row) => row.dataset.path === focused) ?? rows[0];
    if (reachable !== undefined) reachable.tabIndex = 0;
    this.element.replaceChildren(...rows);
    if (focused !== undefined) reachable?.focus();
  }

  #row(family: string, path: string, level: number, below: number, isOpen: boolean): HTMLElement {
    const status = this.#model.statuses.get(family);
    const tone = statusTone(status?.status ?? "neverRan");
    const row = h(
      "div",
      {
        class: "row",
        role: "treeitem",
        tabindex: -1,
        "aria-level": level,
        "aria-expanded": below === 0 ? undefined : String(isOpen),
        "data-family": family,
        "data-path": path,
        "data-tone": tone,
        "data-vscode-context": JSON.stringify({ webviewSection: "task", family, preventDefaultContextMenuItems: true }),
      },
      h("span", { class: "twistie", "aria-hidden": "true" }, below === 0 ? "" : isOpen ? "▾" : "▸"),
      h("span", { class: "state" }, statusIcon(tone)),
      h("span", { class: "family" }, family),
      h("span", { class: "hint" }, status?.note ?? ""),
    );
    row.style.paddingLeft = `${level * 16}px`;
    return row;
  }

  #onKey(event: KeyboardEvent): void {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".row") : null;
    if (row === null) return;
    const isOpen = row.getAttribute("aria-expanded");
    const go = (to: Element | null | undefined) => {
      if (!(to instanceof HTMLElement)) return;
      row.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    };
    switch (event.key) {
      case "ArrowDown":
        go(row.nextElementSibling);
        break;
      case "ArrowUp":
        go(row.previousElementSibling);
        break;
      case "ArrowRight":
        if (isOpen === "false") this.#toggle(row);
        else if (isOpen === "true") go(row.nextElementSibling);
        break;
      case "ArrowLeft":
        if (isOpen === "true") this.#toggle(row);
        else go(this.element.querySelector(`[data-path="${CSS.escape(parentOf(row))}"]`));
        break;
      case "Enter":
        this.#open(row.dataset.family ?? "");
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #toggle(row: HTMLElement): void {
    const path = row.dataset.path ?? "";
    if (!this.#opened.delete(path)) this.#opened.add(path);
    row.focus();
    this.update();
  }
}

function parentOf(row: HTMLElement): string {
  return (row.dataset.path ?? "").split(">").slice(0, -1).join(">");
}

/** Where runs and source differ, by the two classes. */
function notesOf(edges: readonly TaskEdge[]): Map<string, string> {
  return new Map(
    edges.flatMap((edge) => {
      const note = runsNote(edge);
      return note === undefined ? [] : [[JSON.stringify([edge.from, edge.to]), note] as const];
    }),
  );
}
