import { Graph, layout } from "@dagrejs/dagre";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { UserError } from "../run/user-error.ts";
import { type Arrow, dataFlow } from "./data-flow.ts";

/** Lengths are in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `x` and `y` are its middle. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface SvgLayout {
  readonly width: number;
  readonly height: number;
  /** By family. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly arrows: readonly (Arrow & { readonly points: readonly Point[] })[];
}

/**
 * Places the classes in ranks, what is required above what requires it. An arrow back to its own class has no points.
 *
 * @throws UserError when there are too many ranks
 */
export function layOutSvg(index: TaskIndex, sizeOf: (family: string) => Pick<Box, "width" | "height">): SvgLayout {
  const graph = new Graph();
  // tight-tree: ten times faster than network-simplex on a thousand nodes, and as readable.
  graph.setGraph({ rankdir: "TB", ranker: "tight-tree", nodesep: 28, ranksep: 48, marginx: 16, marginy: 16 });
  // Dagre keeps nodes as properties of an object, where a class called `constructor` would be at home already.
  const ids = new Map(index.tasks.map(({ family }) => [family, `=${family}`]));
  for (const [family, id] of ids) graph.setNode(id, { ...sizeOf(family) });
  const arrows = dataFlow(index);
  const edgeOf = ({ from, to }: Arrow) => ({ v: ids.get(from) ?? "", w: ids.get(to) ?? "" });
  for (const arrow of arrows) if (arrow.from !== arrow.to) graph.setEdge(edgeOf(arrow), {});
  // An empty graph has no extent.
  if (ids.size > 0) place(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: new Map([...ids].map(([family, id]) => [family, graph.node(id) as Box])),
    arrows: arrows.map((arrow) => {
      const edge = graph.edge(edgeOf(arrow)) as { points: Point[] } | undefined;
      return { ...arrow, points: edge?.points ?? [] };
    }),
  };
}

function place(graph: Graph): void {
  try {
    layout(graph);
  } catch (error) {
    // Dagre calls itself once for each rank.
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      "The graph is too deep to be drawn as SVG: it has a chain of too many tasks. Take --format dot, which Graphviz can draw.",
    );
  }
}
