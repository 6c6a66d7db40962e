import type { NodeStatus } from "../src/protocol/panel-api.ts";
import type { TaskClass } from "../src/protocol/task-index.ts";
import { kindIcon, statusIcon } from "./icons.ts";
import type { Box } from "./layout.ts";
import type { Neighbours } from "./neighbours.ts";
import { parametersText } from "./parameters-text.ts";
import { statusTone, type Tone } from "./status-tone.ts";
import { t } from "./words.ts";

/** A class in the graph: its kind, name, parameters, and how it stands. */
export class NodeView {
  readonly element = document.createElement("div");
  readonly #family: string;
  readonly #neighbours: Neighbours;
  readonly #status = div("status");
  readonly #icon = document.createElement("span");
  readonly #note = document.createElement("span");
  readonly #bar = div("bar");
  #tone: Tone | undefined;

  constructor(task: TaskClass, box: Box, neighbours: Neighbours) {
    this.#family = task.family;
    this.#neighbours = neighbours;
    const { element } = this;
    element.className = `node ${task.kind}`;
    element.tabIndex = -1;
    element.setAttribute("role", "button");
    element.dataset.family = task.family;
    element.dataset.vscodeContext = JSON.stringify({
      webviewSection: "task",
      family: task.family,
      preventDefaultContextMenuItems: true,
    });
    element.title = tooltip(task);
    // Set by the object model, which the content policy allows; a style attribute would be refused.
    element.style.transform = `translate(${box.x}px, ${box.y}px)`;
    element.style.width = `${box.width}px`;
    element.style.height = `${box.height}px`;

    const name = div("name");
    name.append(kindIcon(task.kind), text("family", task.family));
    this.#note.className = "note";
    this.#status.append(this.#icon, this.#note);
    element.append(name, text("parameters", parametersText(task)), this.#status, this.#bar);
  }

  /** @returns what to read out when the status became another one than it was */
  update({ status, note, counts }: NodeStatus): string | undefined {
    const tone = statusTone(status);
    const { element } = this;
    const told = element.dataset.status;
    this.#note.textContent = note;
    element.setAttribute("aria-label", this.#label(note));
    this.#drawCounts(counts);
    if (tone !== this.#tone) this.#icon.replaceChildren(statusIcon(tone));
    this.#tone = tone;
    element.dataset.tone = tone;
    element.dataset.status = status;
    return told === undefined || told === status ? undefined : t("{0}: {1}", this.#family, note);
  }

  get dimmed(): boolean {
    return this.element.classList.contains("dimmed");
  }

  set dimmed(dimmed: boolean) {
    this.element.classList.toggle("dimmed", dimmed);
  }

  #label(note: string): string {
    const { requires, requiredBy } = this.#neighbours;
    return t("{0}, {1}, requires {2}, required by {3}", this.#family, note, requires.length, requiredBy.length);
  }

  /** How many of the class's tasks are how far, as a strip along the lower edge; of one task there is nothing to tell. */
  #drawCounts(counts: NodeStatus["counts"]): void {
    const byTone = new Map<Tone, number>();
    for (const [status, count] of Object.entries(counts)) {
      const tone = statusTone(status as NodeStatus["status"]);
      byTone.set(tone, (byTone.get(tone) ?? 0) + count);
    }
    const total = [...byTone.values()].reduce((sum, count) => sum + count, 0);
    const parts = total < 2 ? [] : [...byTone];
    this.#bar.replaceChildren(
      ...parts.map(([tone, count]) => {
        const part = div("part");
        part.dataset.tone = tone;
        part.style.flexGrow = String(count);
        return part;
      }),
    );
  }
}

function tooltip(task: TaskClass): string {
  const parameters = task.parameters.map(({ name, type, default: value, description }) => {
    const declared = value === undefined ? `${name}: ${type}` : `${name}: ${type} = ${value}`;
    return description === undefined ? declared : `${declared}  (${description})`;
  });
  return [task.family, `${task.file}:${task.line}`, ...parameters].join("\n");
}

function div(className: string): HTMLDivElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}

function text(className: string, content: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = content;
  return element;
}
