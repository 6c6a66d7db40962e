import { Graph, layout } from "@dagrejs/dagre";
import type { Box, Flow, GraphLayout, LayoutInput, Point } from "./graph-model.ts";
import { layOutLarge } from "./lay-out-large.ts";
import { entry, exit } from "./sides.ts";

const MARGIN = 24;

/** Above this many nodes dagre takes seconds, and what it finds could not be read anyway. */
export const LARGE = 300;

/** Places nodes so that what is required stands before what requires it, in the way of the flow. */
export function layOut(input: LayoutInput): GraphLayout {
  return input.nodes.length > LARGE ? layOutLarge(input) : layOutWithDagre(input);
}

function layOutWithDagre({ flow, nodes, edges }: LayoutInput): GraphLayout {
  const graph = new Graph({ multigraph: false });
  // tight-tree: ten times faster than network-simplex on a thousand nodes, and as readable.
  graph.setGraph({
    rankdir: flow === "right" ? "LR" : "TB",
    ranker: "tight-tree",
    nodesep: 28,
    ranksep: flow === "right" ? 72 : 48,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, width, height] of nodes) graph.setNode(keyOf(id), { width, height });
  for (const [from, to] of edges) graph.setEdge(keyOf(to), keyOf(from));
  layout(graph);

  const boxes = new Map<string, Box>();
  for (const [id] of nodes) {
    const { x, y, width, height } = graph.node(keyOf(id)) as Box;
    boxes.set(id, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    flow,
    nodes: Object.fromEntries(boxes),
    paths: edges.map(([from, to]) => {
      const { points } = graph.edge(keyOf(to), keyOf(from)) as { points: Point[] };
      const [start, end] = [boxes.get(to) as Box, boxes.get(from) as Box];
      return [exit(start, flow), ...bends(points, start, end, flow), entry(end, flow)];
    }),
    width: Number.isFinite(width) ? width : 0,
    height: Number.isFinite(height) ? height : 0,
  };
}

/** Between neighbouring ranks, and backwards, one bend is enough; a longer way goes round what stands between. */
function bends(points: readonly Point[], start: Box, end: Box, flow: Flow): readonly Point[] {
  const isBack = flow === "right" ? end.x < start.x : end.y < start.y;
  return points.length > 3 && !isBack ? points.slice(1, -1) : [];
}

/** Dagre keeps nodes as properties of plain objects, where a class called `constructor` would be taken for a method. */
function keyOf(id: string): string {
  return `node ${id}`;
}
