import type { GraphLayout, Point, Size } from "./graph-model.ts";
import type { Viewport } from "./viewport.ts";

/** How far the node in the middle of the screen has moved, so that what one looks at can stay where it is. */
export function shiftOf(before: GraphLayout, after: GraphLayout, { x, y, zoom }: Viewport, screen: Size): Point {
  const middle = { x: (screen.width / 2 - x) / zoom, y: (screen.height / 2 - y) / zoom };
  let shift = { x: 0, y: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (const [id, box] of Object.entries(before.nodes)) {
    const now = after.nodes[id];
    const distance = Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y);
    if (now === undefined || distance >= least) continue;
    least = distance;
    shift = { x: (box.x - now.x) * zoom, y: (box.y - now.y) * zoom };
  }
  return shift;
}
