import type { Flow } from "./layout.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An SVG path through the points of an edge; it goes along the flow at each of them, so that the arrow points into its node. */
export function edgePath(points: readonly Point[], flow: Flow): string {
  const [first, ...rest] = points;
  if (first === undefined || rest.length === 0) return "";
  const curves = rest.map((to, index) => curve(points[index] as Point, to, flow));
  return `M${at(first)}${curves.join("")}`;
}

function curve(from: Point, to: Point, flow: Flow): string {
  const bend = flow === "right" ? { x: (to.x - from.x) / 2, y: 0 } : { x: 0, y: (to.y - from.y) / 2 };
  const leaving = { x: from.x + bend.x, y: from.y + bend.y };
  const arriving = { x: to.x - bend.x, y: to.y - bend.y };
  return `C${at(leaving)} ${at(arriving)} ${at(to)}`;
}

function at({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
