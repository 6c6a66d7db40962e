interface Point {
  readonly x: number;
  readonly y: number;
}

/** An SVG path along the points of an edge that bends smoothly: each point but the ends is rounded off. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  // Leaves and arrives level: with the flow from left to right, the arrow then points into the node.
  if (rest.length <= 2) {
    const bend = Math.max(24, (last.x - first.x) / 2);
    return `M${at(first)}C${at({ x: first.x + bend, y: first.y })} ${at({ x: last.x - bend, y: last.y })} ${at(last)}`;
  }
  const middles = rest.slice(0, -1).map((point, index) => ({ point, next: rest[index + 1] as Point }));
  const curves = middles.map(({ point, next }, index) => {
    const end = index === middles.length - 1 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${curves.join("")}`;
}

function at({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
