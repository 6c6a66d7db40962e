import type { TaskIndex } from "../src/protocol/task-index.ts";
import type { Box } from "./layout.ts";

export interface Neighbours {
  readonly requires: readonly string[];
  readonly requiredBy: readonly string[];
}

/** What stands left and right of each class, by family. */
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

/** Where an arrow key leads from a node: along an edge to the left and right, past its column up and down. */
export function nodeTowards(
  family: string,
  direction: Direction,
  neighbours: ReadonlyMap<string, Neighbours>,
  boxes: ReadonlyMap<string, Box>,
): string | undefined {
  const from = boxes.get(family);
  const { requires = [], requiredBy = [] } = neighbours.get(family) ?? {};
  if (from === undefined) return undefined;
  switch (direction) {
    case "left":
      return nearest(from, requires, boxes);
    case "right":
      return nearest(from, requiredBy, boxes);
    case "up":
      return nearest(
        from,
        inColumn(from, boxes, (box) => box.y < from.y),
        boxes,
      );
    case "down":
      return nearest(
        from,
        inColumn(from, boxes, (box) => box.y > from.y),
        boxes,
      );
  }
}

function inColumn(from: Box, boxes: ReadonlyMap<string, Box>, wanted: (box: Box) => boolean): string[] {
  const overlaps = (box: Box) => box.x < from.x + from.width && from.x < box.x + box.width;
  return [...boxes].filter(([, box]) => overlaps(box) && wanted(box)).map(([family]) => family);
}

function nearest(from: Box, families: readonly string[], boxes: ReadonlyMap<string, Box>): string | undefined {
  const distance = (family: string) => {
    const box = boxes.get(family);
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(centre(box) - centre(from));
  };
  return families.toSorted((a, b) => distance(a) - distance(b))[0];
}

function centre({ y, height }: Box): number {
  return y + height / 2;
}
