import type { Neighbours } from "./neighbours.ts";

type Way = keyof Neighbours;

/** What is reached from some nodes in at most so many steps, themselves included. */
export function reach(
  from: Iterable<string>,
  way: Way,
  neighbours: ReadonlyMap<string, Neighbours>,
  steps = Number.POSITIVE_INFINITY,
): Set<string> {
  const found = new Set(from);
  let edge = [...found];
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next = edge.flatMap((node) => neighbours.get(node)?.[way] ?? []).filter((node) => !found.has(node));
    for (const node of next) found.add(node);
    edge = [...new Set(next)];
  }
  return found;
}

/** All that lies on some way between two nodes, whichever of them needs the other; nothing where neither does. */
export function between(a: string, b: string, neighbours: ReadonlyMap<string, Neighbours>): Set<string> {
  for (const [above, below] of [
    [a, b],
    [b, a],
  ] as const) {
    const needed = reach([above], "requires", neighbours);
    if (!needed.has(below)) continue;
    const needing = reach([below], "requiredBy", neighbours);
    return new Set([...needed].filter((node) => needing.has(node)));
  }
  return new Set();
}
