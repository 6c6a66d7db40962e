import type { GraphLayout } from "./graph-model.ts";

/** The nodes as they are read: along the flow, and across it where they stand in one rank. */
export function readingOrder({ nodes, flow }: Pick<GraphLayout, "nodes" | "flow">): string[] {
  const [along, across] = flow === "right" ? (["x", "y"] as const) : (["y", "x"] as const);
  return Object.entries(nodes)
    .sort(([, a], [, b]) => a[along] - b[along] || a[across] - b[across])
    .map(([id]) => id);
}
