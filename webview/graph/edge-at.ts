import type { GraphLayout, Point } from "./graph-model.ts";
import { curveTo } from "./paths.ts";

/** So many pieces are near enough to a curve. */
const PIECES = 12;

/**
 * The edge that is drawn nearest to a place.
 *
 * @param reach how far away it may be, in the layout's unit
 * @returns its place in the layout's order
 */
export function edgeAt({ paths, flow }: GraphLayout, point: Point, reach: number): number | undefined {
  let nearest: number | undefined;
  let least = reach;
  for (const [index, path] of paths.entries()) {
    if (!isNear(path, point, reach)) continue;
    const away = distance(path, flow, point);
    if (away > least) continue;
    least = away;
    nearest = index;
  }
  return nearest;
}

/** A way back bends out of the box around its points. */
const BEND = 200;

function isNear(path: readonly Point[], { x, y }: Point, reach: number): boolean {
  const margin = reach + BEND;
  const xs = path.map((each) => each.x);
  const ys = path.map((each) => each.y);
  return (
    x >= Math.min(...xs) - margin &&
    x <= Math.max(...xs) + margin &&
    y >= Math.min(...ys) - margin &&
    y <= Math.max(...ys) + margin
  );
}

function distance(path: readonly Point[], flow: GraphLayout["flow"], point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  let [from] = path;
  const pen = {
    bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number) {
      const start = from ?? { x, y };
      let before = start;
      for (let piece = 1; piece <= PIECES; piece++) {
        const t = piece / PIECES;
        const at = (a: number, b: number, c: number, d: number) =>
          (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
        const next = { x: at(start.x, x1, x2, x), y: at(start.y, y1, y2, y) };
        least = Math.min(least, toLine(before, next, point));
        before = next;
      }
      from = { x, y };
    },
  };
  curveTo(pen, path, flow);
  return least;
}

function toLine(a: Point, b: Point, { x, y }: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** Half of the way along an edge: where a mark stands. */
export function middleOf(path: readonly Point[]): Point | undefined {
  const middle = (path.length - 1) / 2;
  const [a, b] = [path[Math.floor(middle)], path[Math.ceil(middle)]];
  return a && b && { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
