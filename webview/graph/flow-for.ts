import type { Flow, Size } from "./graph-model.ts";

/** So much longer one side must be than the other before the graph turns: it is not to flicker where they are alike. */
const CLEARLY = 1.15;

/**
 * The way a graph flows best in a panel of a size: down where that is clearly higher than wide, to the right where it is
 * clearly wider, and as before in between and while it has no size.
 */
export function flowFor({ width, height }: Size, before: Flow): Flow {
  if (height > width * CLEARLY) return "down";
  if (width > height * CLEARLY) return "right";
  return before;
}
