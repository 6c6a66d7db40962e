import type { Box, Flow, Point } from "./graph-model.ts";

/** Where edges leave a node: from the middle of a side they are easier to follow. */
export function exit({ x, y, width, height }: Box, flow: Flow): Point {
  return flow === "right" ? { x: x + width, y: y + height / 2 } : { x: x + width / 2, y: y + height };
}

/** Where they arrive. */
export function entry({ x, y, width, height }: Box, flow: Flow): Point {
  return flow === "right" ? { x, y: y + height / 2 } : { x: x + width / 2, y };
}
