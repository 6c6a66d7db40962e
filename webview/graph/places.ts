import type { Box, Graph, GraphLayout, Point } from "./graph-model.ts";

/** A way back bends out of the box around its points, by so much at most. */
const BEND = 200;

/** Where the nodes and edges of a graph lie, as numbers in a row: what is seen of thousands is asked for in every frame. */
export class Places {
  readonly #nodes: Float64Array;
  readonly #edges: Float64Array;

  constructor({ nodes }: Graph, layout: GraphLayout) {
    this.#nodes = new Float64Array(nodes.length * 4).fill(Number.NaN);
    for (const [index, { id }] of nodes.entries()) {
      const box = layout.nodes[id];
      if (box !== undefined) this.#nodes.set([box.x, box.y, box.x + box.width, box.y + box.height], index * 4);
    }
    this.#edges = new Float64Array(layout.paths.length * 4);
    for (const [index, path] of layout.paths.entries()) this.#edges.set(around(path, layout.flow), index * 4);
  }

  /** Places in the graph's order. */
  nodesIn(seen: Box): number[] {
    return within(this.#nodes, seen);
  }

  /** Places in the graph's order of the edges that may be seen: of a long one the box around it counts. */
  edgesIn(seen: Box): number[] {
    return within(this.#edges, seen);
  }
}

function within(all: Float64Array, { x, y, width, height }: Box): number[] {
  const found: number[] = [];
  const [right, bottom] = [x + width, y + height];
  const at = (index: number) => all[index] ?? Number.NaN;
  for (let start = 0; start < all.length; start += 4) {
    const isSeen = at(start) <= right && at(start + 1) <= bottom && at(start + 2) >= x && at(start + 3) >= y;
    if (isSeen) found.push(start / 4);
  }
  return found;
}

function around(path: readonly Point[], flow: GraphLayout["flow"]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  let isBack = false;
  let before = flow === "right" ? path[0]?.x : path[0]?.y;
  for (const { x, y } of path) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    const along = flow === "right" ? x : y;
    isBack ||= along < (before ?? along);
    before = along;
  }
  const margin = isBack ? BEND : 0;
  return [left - margin, top - margin, right + margin, bottom + margin];
}
