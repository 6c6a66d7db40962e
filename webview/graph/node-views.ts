import type { Box, Graph, GraphLayout } from "./graph-model.ts";
import type { Neighbours } from "./neighbours.ts";
import { type NodeLook, NodeView } from "./node-view.ts";

/** What the elements are made of. */
export interface Shown {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  readonly looks: ReadonlyMap<string, NodeLook>;
  readonly neighbours: ReadonlyMap<string, Neighbours>;
  readonly isDimmed: (id: string) => boolean;
}

/** The nodes that are elements, on a plane. */
export class NodeViews {
  readonly #plane: HTMLElement;
  readonly #views = new Map<string, { readonly view: NodeView; readonly made: string }>();

  constructor(plane: HTMLElement) {
    this.#plane = plane;
  }

  element(id: string | undefined): HTMLElement | undefined {
    return this.#views.get(id ?? "")?.view.element;
  }

  /** Another graph: what is the same in it stays the same element, with the keyboard and the pointer on it. */
  renew(shown: Shown): void {
    const nodes = new Map(shown.graph.nodes.map((node) => [node.id, node]));
    for (const [id, { made }] of this.#views) {
      const node = nodes.get(id);
      const box = shown.layout.nodes[id];
      if (node === undefined || box === undefined || made !== keyOf(node, box, shown)) this.#remove(id);
    }
    this.update(shown);
  }

  /** Makes elements of these nodes, and of no others. */
  keep(wanted: ReadonlySet<string>, shown: Shown): void {
    for (const id of this.#views.keys()) if (!wanted.has(id)) this.#remove(id);
    if ([...wanted].every((id) => this.#views.has(id))) return;
    for (const node of shown.graph.nodes) {
      const box = shown.layout.nodes[node.id];
      if (box === undefined || !wanted.has(node.id) || this.#views.has(node.id)) continue;
      const view = new NodeView(node, box, shown.neighbours.get(node.id) ?? NONE);
      view.update(shown.looks.get(node.id) ?? UNKNOWN);
      view.dimmed = shown.isDimmed(node.id);
      this.#views.set(node.id, { view, made: keyOf(node, box, shown) });
      this.#plane.append(view.element);
    }
  }

  /** @returns what to read out of what has changed */
  update({ looks, isDimmed }: Pick<Shown, "looks" | "isDimmed">): string[] {
    return [...this.#views].flatMap(([id, { view }]) => {
      view.dimmed = isDimmed(id);
      return view.update(looks.get(id) ?? UNKNOWN) ?? [];
    });
  }

  /** @param current the one that the tab key leads to */
  setCurrent(current: string | undefined): void {
    for (const [id, { view }] of this.#views) view.element.tabIndex = id === current ? 0 : -1;
  }

  #remove(id: string): void {
    this.#views.get(id)?.view.element.remove();
    this.#views.delete(id);
  }
}

function keyOf(node: Graph["nodes"][number], box: Box, { neighbours }: Shown): string {
  return JSON.stringify([node, box, neighbours.get(node.id)]);
}

const NONE: Neighbours = { requires: [], requiredBy: [] };
const UNKNOWN: NodeLook = { status: "neverRan", tone: "idle", note: "", counts: {} };
