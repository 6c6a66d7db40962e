import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import { h } from "../element.ts";
import { kindIcon, statusIcon } from "../icons.ts";
import { statusTone, type Tone } from "../status-tone.ts";
import { t } from "../words.ts";
import type { Box, GraphNode } from "./graph-model.ts";
import type { Neighbours } from "./neighbours.ts";

/** How a node stands: like a class's status, but that a task of a plan has one too. */
export interface NodeLook extends Pick<NodeStatus, "note" | "counts" | "stale"> {
  readonly status: string;
  readonly tone: Tone;
}

export function lookOf(status: NodeStatus): NodeLook {
  return { ...status, tone: statusTone(status.status) };
}

/** A node near enough to be read: its kind, name, parameters, and how it stands. */
export class NodeView {
  readonly element: HTMLElement;
  readonly #node: GraphNode;
  readonly #neighbours: Neighbours;
  readonly #icon = h("span", { class: "state" });
  readonly #note = h("span", { class: "note" });
  readonly #done = h("span", { class: "done" });
  readonly #stale = h("span", { class: "stale" });
  readonly #bar = h("div", { class: "bar" });
  #tone: Tone | undefined;

  constructor(node: GraphNode, box: Box, neighbours: Neighbours) {
    this.#node = node;
    this.#neighbours = neighbours;
    const { id, family, kind, title, detail, broken } = node;
    this.element = h(
      "div",
      {
        class: `node ${kind}`,
        tabindex: -1,
        role: "button",
        title: node.tooltip,
        "data-id": id,
        "data-family": family,
        "data-vscode-context":
          family && JSON.stringify({ webviewSection: "task", family, preventDefaultContextMenuItems: true }),
      },
      h(
        "div",
        { class: "name" },
        kindIcon(kind),
        h("span", { class: "family" }, title),
        brokenMark(broken),
        this.#stale,
        this.#done,
      ),
      h("span", { class: "parameters" }, detail),
      h("div", { class: "status" }, this.#icon, this.#note),
      this.#bar,
      handle("requires", node.hidden?.requires ?? 0),
      handle("requiredBy", node.hidden?.requiredBy ?? 0),
    );
    // Set by the object model, which the content policy allows; a style attribute would be refused.
    this.element.style.transform = `translate(${box.x}px, ${box.y}px)`;
    this.element.style.width = `${box.width}px`;
    this.element.style.height = `${box.height}px`;
  }

  /** @returns what to read out when the status became another one than it was */
  update({ status, note, counts, tone, stale }: NodeLook): string | undefined {
    const { element } = this;
    const told = element.dataset.status;
    this.#note.textContent = note;
    this.#drawCounts(counts);
    this.#stale.textContent = stale === undefined ? "" : t("{0} stale", stale);
    this.#stale.title = stale === undefined ? "" : staleTitle(stale);
    element.setAttribute("aria-label", this.#label(note));
    element.title = [this.#node.broken, this.#node.tooltip, note].filter(Boolean).join("\n");
    if (tone !== this.#tone) this.#icon.replaceChildren(statusIcon(tone));
    this.#tone = tone;
    element.dataset.tone = tone;
    element.dataset.status = status;
    return told === undefined || told === status ? undefined : t("{0}: {1}", this.#node.title, note);
  }

  set dimmed(dimmed: boolean) {
    this.element.classList.toggle("dimmed", dimmed);
  }

  /** What can be read on it, in that order, and then what only the picture tells. */
  #label(note: string): string {
    const { requires, requiredBy } = this.#neighbours;
    const seen = [
      this.#node.title,
      this.#node.broken && t("can not be read"),
      this.#stale.textContent,
      this.#done.textContent,
      this.#node.detail,
      note,
    ]
      .filter(Boolean)
      .join(" ");
    return t("{0}, requires {1}, required by {2}", seen, requires.length, requiredBy.length);
  }

  /** How many of the class's tasks are how far, as a strip along the lower edge; of one task there is nothing to tell. */
  #drawCounts(counts: NodeStatus["counts"]): void {
    const byTone = countsByTone(counts);
    const total = [...byTone.values()].reduce((sum, count) => sum + count, 0);
    this.#done.textContent = total < 2 ? "" : `${byTone.get("ran") ?? 0}/${total}`;
    this.#bar.replaceChildren(
      ...(total < 2 ? [] : [...byTone]).map(([tone, count]) => {
        const part = h("div", { class: "part", "data-tone": tone });
        part.style.flexGrow = String(count);
        return part;
      }),
    );
  }
}

export function countsByTone(counts: NodeStatus["counts"]): Map<Tone, number> {
  const byTone = new Map<Tone, number>();
  for (const [status, count] of Object.entries(counts)) {
    const tone = statusTone(status as NodeStatus["status"]);
    byTone.set(tone, (byTone.get(tone) ?? 0) + count);
  }
  return byTone;
}

function staleTitle(count: number): string {
  return t("{0} were made by older code, or of something older than there is now", count);
}

/** Its file can not be read now: what is shown is how it was. */
function brokenMark(why: string | undefined): HTMLElement | undefined {
  return why === undefined ? undefined : h("span", { class: "broken", title: why }, t("can not be read"));
}

/** Leads to what stands on a side and is not drawn. */
function handle(side: keyof Neighbours, count: number): HTMLElement | undefined {
  if (count === 0) return undefined;
  const label =
    side === "requires" ? t("Show {0} more that it requires", count) : t("Show {0} more that require it", count);
  return h(
    "button",
    { class: `handle ${side}`, "data-handle": side, title: label, "aria-label": label, tabindex: -1 },
    `+${count}`,
  );
}
