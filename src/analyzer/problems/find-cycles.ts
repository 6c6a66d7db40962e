import type { Problem } from "../../protocol/task-index.ts";
import type { LinkedEdge } from "../linking/link-file.ts";

/**
 * Finds classes that require each other with the same parameters all around: none of their tasks could ever start.
 *
 * A class may well require itself or go around when a value changes on the way (the day before, say): such edges do
 * not count here, and the runner, which knows the values, finds the cycles that are left.
 *
 * One cycle is told for each group of classes that are tangled up, the shortest through its first class.
 */
export function findCycles(edges: readonly LinkedEdge[]): Problem[] {
  const outgoing = Map.groupBy(withoutDeadEnds(edges.filter(({ steady }) => steady)), ({ edge }) => edge.from);
  const told = new Set<string>();
  const problems: Problem[] = [];
  for (const family of outgoing.keys()) {
    if (told.has(family)) continue;
    const cycle = shortestCycle(family, outgoing);
    if (cycle === undefined) continue;
    for (const member of tangledWith(family, outgoing)) told.add(member);
    problems.push(problemOf(cycle));
  }
  return problems;
}

/** Leaves the edges that may lie on a cycle; mostly none, which spares the search. */
function withoutDeadEnds(edges: readonly LinkedEdge[]): readonly LinkedEdge[] {
  const incoming = Map.groupBy(edges, ({ edge }) => edge.to);
  const left = new Map(
    [...Map.groupBy(edges, ({ edge }) => edge.from)].map(([family, { length }]) => [family, length]),
  );
  const ends = [...incoming.keys()].filter((family) => !left.has(family));
  const dead = new Set<LinkedEdge>();
  for (const end of ends) {
    for (const edge of incoming.get(end) ?? []) {
      dead.add(edge);
      const { from } = edge.edge;
      const remaining = (left.get(from) ?? 0) - 1;
      left.set(from, remaining);
      if (remaining === 0) ends.push(from);
    }
  }
  return edges.filter((edge) => !dead.has(edge));
}

type Outgoing = ReadonlyMap<string, readonly LinkedEdge[]>;

/** By breadth: the first way back is the shortest. */
function shortestCycle(family: string, outgoing: Outgoing): LinkedEdge[] | undefined {
  const cameBy = new Map<string, LinkedEdge>();
  const queue = [family];
  for (const from of queue) {
    for (const edge of outgoing.get(from) ?? []) {
      const { to } = edge.edge;
      if (to === family) return [...wayTo(from, family, cameBy), edge];
      if (cameBy.has(to)) continue;
      cameBy.set(to, edge);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(family: string, start: string, cameBy: ReadonlyMap<string, LinkedEdge>): LinkedEdge[] {
  const way: LinkedEdge[] = [];
  for (let at = family; at !== start; ) {
    const edge = cameBy.get(at);
    if (edge === undefined) return way;
    way.unshift(edge);
    at = edge.edge.from;
  }
  return way;
}

/** Those that can be reached from the class and lead back to it. */
function tangledWith(family: string, outgoing: Outgoing): string[] {
  return [...reachableFrom(family, outgoing)].filter((other) => reachableFrom(other, outgoing).has(family));
}

function reachableFrom(family: string, outgoing: Outgoing): Set<string> {
  const reached = new Set<string>();
  const queue = [family];
  for (const from of queue) {
    for (const { edge } of outgoing.get(from) ?? []) {
      if (reached.has(edge.to)) continue;
      reached.add(edge.to);
      queue.push(edge.to);
    }
  }
  return reached;
}

function problemOf(cycle: readonly LinkedEdge[]): Problem {
  const [first] = cycle as [LinkedEdge];
  const { from, file, line, range } = first.edge;
  const steps = cycle.slice(0, -1).map(({ edge }) => edge.to);
  const message =
    steps.length === 0
      ? `${from} requires itself with the same parameters: it can never start. Take out this requirement.`
      : `${from} requires ${[...steps, `${from} back`].join(", which requires ")}, with the same parameters: ` +
        "none of them can ever start. Take out one of these requirements.";
  return {
    code: "cycle",
    severity: "error",
    message,
    file,
    line,
    column: first.column,
    ...(range && { endLine: range.endLine, endColumn: range.endColumn }),
    related: cycle.slice(1).flatMap(({ edge }) => {
      const step = `${edge.from} requires ${edge.to}`;
      return edge.range ? [{ file: edge.file, ...edge.range, message: step }] : [];
    }),
  };
}
