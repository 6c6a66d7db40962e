import type { NodeStatus } from "../src/protocol/panel-api.ts";
import type { TaskIndex } from "../src/protocol/task-index.ts";
import { EdgesView } from "./edges-view.ts";
import { savedState, saveState, tellHost } from "./host.ts";
import { type GraphLayout, layoutKey, readingOrder } from "./layout.ts";
import { LayoutChoice } from "./layout-choice.ts";
import { matches } from "./matches.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { followKeys } from "./node-keys.ts";
import { NodeView } from "./node-view.ts";
import { followPointer } from "./pointer.ts";
import { fit, reveal, type Viewport, zoomAt } from "./viewport.ts";
import { t } from "./words.ts";

/** The graph: classes as nodes that can be reached with the keyboard, over edges, in a plane that can be moved. */
export class GraphView {
  readonly element = document.createElement("main");
  readonly #plane = document.createElement("div");
  readonly #edges = new EdgesView();
  readonly #live = document.createElement("div");
  #nodes = new Map<string, NodeView>();
  #index: TaskIndex = { tasks: [], edges: [], problems: [] };
  #statuses = new Map<string, NodeStatus>();
  #layout: GraphLayout = { flow: "right", nodes: new Map(), edges: [], width: 0, height: 0 };
  #neighbours: ReadonlyMap<string, Neighbours> = new Map();
  #choice = new LayoutChoice(this.#index);
  #layoutKey = "";
  /** Where the user moved to; `undefined`: the whole graph, however large the panel is. */
  #viewport: Viewport | undefined = savedState().viewport;
  #shown: Viewport = { x: 0, y: 0, zoom: 1 };
  #search = savedState().search ?? "";

  constructor() {
    const { element } = this;
    element.className = "graph";
    element.setAttribute("aria-label", t("Task graph"));
    this.#plane.className = "plane";
    this.#live.className = "live";
    this.#live.setAttribute("aria-live", "polite");
    element.append(this.#plane, this.#live);
    followPointer(element, {
      viewport: () => this.#shown,
      move: (viewport) => this.#move(viewport),
      point: (family) => this.#edges.lead(family),
      open: (family) => tellHost({ type: "reveal", family }),
    });
    followKeys(element, {
      neighbours: () => this.#neighbours,
      layout: () => this.#layout,
      focus: (family) => this.focus(family),
    });
    element.addEventListener("focusin", ({ target }) => this.#onFocus(target));
    new ResizeObserver(() => this.#onResize()).observe(element);
  }

  show(index: TaskIndex, statuses: readonly NodeStatus[]): void {
    const key = layoutKey(index);
    if (key !== this.#layoutKey) this.#choice = new LayoutChoice(index);
    this.#layoutKey = key;
    this.#index = index;
    this.#neighbours = neighboursOf(index);
    for (const status of statuses) this.#statuses.set(status.family, status);
    this.#arrange();
  }

  /** Statuses change colours and words; nothing moves. */
  update(statuses: readonly NodeStatus[]): void {
    const told: string[] = [];
    for (const status of statuses) {
      this.#statuses.set(status.family, status);
      const message = this.#nodes.get(status.family)?.update(status);
      if (message !== undefined) told.push(message);
    }
    if (told.length > 0) this.#live.textContent = told.join(". ");
  }

  /** Fades what does not match. @returns how many do */
  search(text: string): number {
    this.#search = text.trim();
    saveState({ search: this.#search });
    const found = new Set(
      this.#index.tasks
        .filter((task) => matches(this.#search, task, this.#statuses.get(task.family)))
        .map(({ family }) => family),
    );
    for (const [family, node] of this.#nodes) node.dimmed = !found.has(family);
    this.#edges.dim((family) => !found.has(family));
    return found.size;
  }

  /** Goes to the first node that is not faded. */
  focusFirstMatch(): void {
    const first = [...this.#nodes].find(([, node]) => !node.dimmed);
    if (first !== undefined) this.focus(first[0]);
  }

  focus(family: string): void {
    const box = this.#layout.nodes.get(family);
    if (box === undefined) return;
    this.#makeReachable(family);
    this.#nodes.get(family)?.element.focus({ preventScroll: true });
    const seen = reveal(this.#shown, box, this.#screen());
    if (seen.x !== this.#shown.x || seen.y !== this.#shown.y) this.#move(seen);
  }

  fit(): void {
    const screen = this.#screen();
    if (screen.width === 0 || this.#layout.width === 0) return;
    this.#viewport = undefined;
    saveState({ viewport: undefined });
    this.#draw(fit(this.#layout, screen));
  }

  /** Lets the data go the other way: down instead of to the right, or back. */
  turn(): void {
    saveState({ flow: this.#layout.flow === "right" ? "down" : "right" });
    this.#viewport = undefined;
    this.#arrange();
  }

  zoom(factor: number): void {
    const { width, height } = this.#screen();
    this.#move(zoomAt(this.#shown, factor, { x: width / 2, y: height / 2 }));
  }

  /** Makes the nodes and edges anew, in the layout that suits the panel. */
  #arrange(): void {
    this.#layout = this.#choice.best(savedState().flow, this.#screen());
    const focused = focusedFamily(this.element);
    const tasks = new Map(this.#index.tasks.map((task) => [task.family, task]));
    this.#nodes = new Map();
    for (const family of readingOrder(this.#layout)) {
      const [task, box] = [tasks.get(family), this.#layout.nodes.get(family)];
      if (task === undefined || box === undefined) continue;
      this.#nodes.set(
        family,
        new NodeView(task, box, this.#neighbours.get(family) ?? { requires: [], requiredBy: [] }),
      );
    }
    this.#edges.draw(this.#layout);
    this.#plane.replaceChildren(this.#edges.element, ...[...this.#nodes.values()].map(({ element }) => element));
    this.update([...this.#statuses.values()]);
    this.search(this.#search);
    this.#makeReachable(focused ?? savedState().focused);
    if (focused !== undefined) this.focus(focused);
    if (this.#viewport === undefined) this.fit();
    else this.#draw(this.#viewport);
  }

  /** As long as the user has not moved the graph it is shown whole, in the way that suits the panel. */
  #onResize(): void {
    if (this.#viewport !== undefined || this.#nodes.size === 0) return;
    if (this.#choice.best(savedState().flow, this.#screen()) === this.#layout) this.fit();
    else this.#arrange();
  }

  #move(viewport: Viewport): void {
    this.#viewport = viewport;
    saveState({ viewport });
    this.#draw(viewport);
  }

  #draw(viewport: Viewport): void {
    this.#shown = viewport;
    this.#plane.style.transform = `translate(${viewport.x}px, ${viewport.y}px) scale(${viewport.zoom})`;
  }

  #screen(): { width: number; height: number } {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  /** One node is in the order of the tab key; the arrow keys lead from there. */
  #makeReachable(family: string | undefined): void {
    const chosen = family !== undefined && this.#nodes.has(family) ? family : [...this.#nodes.keys()][0];
    for (const [each, { element }] of this.#nodes) element.tabIndex = each === chosen ? 0 : -1;
  }

  #onFocus(target: EventTarget | null): void {
    const family = target instanceof HTMLElement ? target.dataset.family : undefined;
    this.#edges.lead(family);
    if (family !== undefined) saveState({ focused: family });
  }
}

function focusedFamily(element: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && element.contains(activeElement)
    ? activeElement.dataset.family
    : undefined;
}
