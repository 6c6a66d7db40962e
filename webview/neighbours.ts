import type { TaskIndex } from "../src/protocol/task-index.ts";
import type { Box, Flow, GraphLayout } from "./layout.ts";

export interface Neighbours {
  readonly requires: readonly string[];
  readonly requiredBy: readonly string[];
}

/** What each class requires and what requires it, by family. */
export function neighboursOf(index: TaskIndex): ReadonlyMap<string, Neighbours> {
  const requires = new Map(index.tasks.map(({ family }) => [family, new Set<string>()]));
  const requiredBy = new Map(index.tasks.map(({ family }) => [family, new Set<string>()]));
  for (const { from, to } of index.edges) {
    if (!requires.has(from) || !requires.has(to) || from === to) continue;
    requires.get(from)?.add(to);
    requiredBy.get(to)?.add(from);
  }
  return new Map(
    index.tasks.map(({ family }) => [
      family,
      { requires: [...(requires.get(family) ?? [])], requiredBy: [...(requiredBy.get(family) ?? [])] },
    ]),
  );
}

export type Direction = "left" | "right" | "up" | "down";

/** Where an arrow key leads from a node: along an edge with and against the flow, to the next node of its rank across it. */
export function nodeTowards(
  family: string,
  direction: Direction,
  neighbours: ReadonlyMap<string, Neighbours>,
  { nodes, flow }: Pick<GraphLayout, "nodes" | "flow">,
): string | undefined {
  const from = nodes.get(family);
  const { requires = [], requiredBy = [] } = neighbours.get(family) ?? {};
  if (from === undefined) return undefined;
  // Seen with the data going right; downwards everything is the same with the axes changed for each other.
  const place = flow === "right" ? acrossOf : alongOf;
  const step = flow === "right" ? direction : TURNED[direction];
  const nearest = (families: readonly string[]) => nearestOf(place(from), families, nodes, place);
  switch (step) {
    case "left":
      return nearest(requires);
    case "right":
      return nearest(requiredBy);
    case "up":
      return nearest(sameRank(from, nodes, flow).filter((other) => isBefore(nodes.get(other), from, place)));
    case "down":
      return nearest(sameRank(from, nodes, flow).filter((other) => isBefore(from, nodes.get(other), place)));
  }
}

type Place = (box: Box) => number;

const TURNED: Record<Direction, Direction> = { left: "up", up: "left", right: "down", down: "right" };

const acrossOf: Place = ({ y, height }) => y + height / 2;
const alongOf: Place = ({ x, width }) => x + width / 2;

function sameRank(from: Box, nodes: ReadonlyMap<string, Box>, flow: Flow): string[] {
  const overlaps =
    flow === "right"
      ? (box: Box) => box.x < from.x + from.width && from.x < box.x + box.width
      : (box: Box) => box.y < from.y + from.height && from.y < box.y + box.height;
  return [...nodes].filter(([, box]) => overlaps(box)).map(([family]) => family);
}

function isBefore(a: Box | undefined, b: Box | undefined, place: Place): boolean {
  return a !== undefined && b !== undefined && place(a) < place(b);
}

function nearestOf(at: number, families: readonly string[], nodes: ReadonlyMap<string, Box>, place: Place) {
  const distance = (family: string) => {
    const box = nodes.get(family);
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(place(box) - at);
  };
  return families.toSorted((a, b) => distance(a) - distance(b))[0];
}
