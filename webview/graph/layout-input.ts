import type { Flow, Graph, LayoutInput } from "./graph-model.ts";

/** What a layout depends on: as long as it is the same, nothing moves. */
export function layoutInput({ nodes, edges }: Graph, flow: Flow): LayoutInput {
  return {
    flow,
    nodes: nodes.map(({ id, size }) => [id, size.width, size.height]),
    edges: edges.map(({ from, to }) => [from, to]),
  };
}
