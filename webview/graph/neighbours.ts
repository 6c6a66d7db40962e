import type { Box, Flow, GraphLayout } from "./graph-model.ts";

export interface Neighbours {
  readonly requires: readonly string[];
  readonly requiredBy: readonly string[];
}

/** What each node requires and what requires it, by id. */
export function neighboursOf(
  nodes: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, Neighbours> {
  const requires = new Map(nodes.map((id) => [id, new Set<string>()]));
  const requiredBy = new Map(nodes.map((id) => [id, new Set<string>()]));
  for (const { from, to } of edges) {
    if (!requires.has(from) || !requires.has(to) || from === to) continue;
    requires.get(from)?.add(to);
    requiredBy.get(to)?.add(from);
  }
  return new Map(
    nodes.map((id) => [id, { requires: [...(requires.get(id) ?? [])], requiredBy: [...(requiredBy.get(id) ?? [])] }]),
  );
}

export type Direction = "left" | "right" | "up" | "down";

/** Where an arrow key leads from a node: along an edge with and against the flow, to the next node of its rank across it. */
export function nodeTowards(
  id: string,
  direction: Direction,
  neighbours: ReadonlyMap<string, Neighbours>,
  { nodes, flow }: Pick<GraphLayout, "nodes" | "flow">,
): string | undefined {
  const from = nodes[id];
  const { requires = [], requiredBy = [] } = neighbours.get(id) ?? {};
  if (from === undefined) return undefined;
  // Seen with the data going right; downwards everything is the same with the axes changed for each other.
  const place = flow === "right" ? acrossOf : alongOf;
  const step = flow === "right" ? direction : TURNED[direction];
  const nearest = (ids: readonly string[]) => nearestOf(place(from), ids, nodes, place);
  switch (step) {
    case "left":
      return nearest(requires);
    case "right":
      return nearest(requiredBy);
    case "up":
      return nearest(sameRank(from, nodes, flow).filter((other) => isBefore(nodes[other], from, place)));
    case "down":
      return nearest(sameRank(from, nodes, flow).filter((other) => isBefore(from, nodes[other], place)));
  }
}

type Place = (box: Box) => number;
type Boxes = GraphLayout["nodes"];

const TURNED: Record<Direction, Direction> = { left: "up", up: "left", right: "down", down: "right" };

const acrossOf: Place = ({ y, height }) => y + height / 2;
const alongOf: Place = ({ x, width }) => x + width / 2;

function sameRank(from: Box, nodes: Boxes, flow: Flow): string[] {
  const overlaps =
    flow === "right"
      ? (box: Box) => box.x < from.x + from.width && from.x < box.x + box.width
      : (box: Box) => box.y < from.y + from.height && from.y < box.y + box.height;
  return Object.entries(nodes)
    .filter(([, box]) => overlaps(box))
    .map(([id]) => id);
}

function isBefore(a: Box | undefined, b: Box | undefined, place: Place): boolean {
  return a !== undefined && b !== undefined && place(a) < place(b);
}

function nearestOf(at: number, ids: readonly string[], nodes: Boxes, place: Place) {
  const distance = (id: string) => {
    const box = nodes[id];
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(place(box) - at);
  };
  return ids.toSorted((a, b) => distance(a) - distance(b))[0];
}
