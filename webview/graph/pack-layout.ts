import type { GraphLayout, LayoutInput, PackedLayout } from "./graph-model.ts";

/** A layout in few numbers, to be sent or kept: where its edges begin and end follows from the nodes. */
export function packLayout({ width, height, nodes, paths }: GraphLayout, input: LayoutInput): PackedLayout {
  return {
    width,
    height,
    corners: input.nodes.flatMap(([id]) => [nodes[id]?.x ?? 0, nodes[id]?.y ?? 0]),
    bends: paths.flatMap((path, index) =>
      path.length > 2 ? [[index, ...path.slice(1, -1).flatMap(({ x, y }) => [x, y])]] : [],
    ),
  };
}
