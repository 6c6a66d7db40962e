import type { Graph, Size } from "./graph-model.ts";
import type { Places } from "./places.ts";
import type { Viewport } from "./viewport.ts";

/** From this zoom on nodes are elements, as long as there are not more than so many in view. */
const ELEMENTS_FROM = 0.45;
const MOST_ELEMENTS = 160;

/** @returns the ids of the nodes in view; `undefined` where they are too many, or too small, to be elements */
export function elementsInView(
  { nodes }: Graph,
  places: Places,
  { x, y, zoom }: Viewport,
  { width, height }: Size,
): string[] | undefined {
  if (zoom < ELEMENTS_FROM && nodes.length > MOST_ELEMENTS) return undefined;
  const inView = places.nodesIn({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
  return inView.length > MOST_ELEMENTS ? undefined : inView.flatMap((index) => nodes[index]?.id ?? []);
}
