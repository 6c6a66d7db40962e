import type { Box, GraphLayout, LayoutInput, PackedLayout, Point } from "./graph-model.ts";
import { entry, exit } from "./sides.ts";

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

/** @param input what the layout was made of */
export function unpackLayout(packed: PackedLayout, input: LayoutInput): GraphLayout {
  const { corners, bends } = packed;
  const { flow } = input;
  const boxes = new Map<string, Box>();
  for (const [index, [id, width, height]] of input.nodes.entries())
    boxes.set(id, { x: corners[2 * index] ?? 0, y: corners[2 * index + 1] ?? 0, width, height });
  const paths: (readonly Point[])[] = input.edges.map(([from, to]) => [
    exit(boxes.get(to) ?? NOWHERE, flow),
    entry(boxes.get(from) ?? NOWHERE, flow),
  ]);
  for (const [index = 0, ...numbers] of bends) {
    const [start, end] = paths[index] as [Point, Point];
    const between = Array.from({ length: numbers.length / 2 }, (_, at) => ({
      x: numbers[2 * at] ?? 0,
      y: numbers[2 * at + 1] ?? 0,
    }));
    paths[index] = [start, ...between, end];
  }
  return { flow, nodes: Object.fromEntries(boxes), paths, width: packed.width, height: packed.height };
}
