import type { Flow, Point } from "./graph-model.ts";

interface Pen {
  moveTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
}

/** Draws on through the points of an edge; it goes along the flow at each of them, so that the arrow points into its node. */
export function curveTo(pen: Pick<Pen, "bezierCurveTo">, points: readonly Point[], flow: Flow): void {
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (from === undefined) continue;
    const bend = bendOf(from, to, flow);
    pen.bezierCurveTo(from.x + bend.x, from.y + bend.y, to.x - bend.x, to.y - bend.y, to.x, to.y);
  }
}

/** A way back bends out, so that it still arrives along the flow. */
function bendOf(from: Point, to: Point, flow: Flow): Point {
  const [along, across] = flow === "right" ? [to.x - from.x, to.y - from.y] : [to.y - from.y, to.x - from.x];
  const bend = along >= 0 ? along / 2 : Math.max(60, Math.min(-along / 2, 120 + Math.abs(across) / 4));
  return flow === "right" ? { x: bend, y: 0 } : { x: 0, y: bend };
}

const HEAD = { length: 8, half: 4 };

export function drawArrow(context: CanvasRenderingContext2D, tip: Point | undefined, flow: Flow): void {
  if (tip === undefined) return;
  const { length, half } = HEAD;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  if (flow === "right") {
    context.lineTo(tip.x - length, tip.y - half);
    context.lineTo(tip.x - length, tip.y + half);
  } else {
    context.lineTo(tip.x - half, tip.y - length);
    context.lineTo(tip.x + half, tip.y - length);
  }
  context.fill();
}

/** The same as an SVG path. */
export function pathText(points: readonly Point[], flow: Flow): string {
  const [first] = points;
  if (first === undefined || points.length < 2) return "";
  let text = `M${round(first.x)},${round(first.y)}`;
  const pen = {
    bezierCurveTo: (...numbers: number[]) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x = 0, y = 0] = numbers.map(round);
      text += `C${x1},${y1} ${x2},${y2} ${x},${y}`;
    },
  };
  curveTo(pen, points, flow);
  return text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
