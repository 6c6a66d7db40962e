import type { Box, GraphLayout, LayoutInput } from "./graph-model.ts";
import { entry, exit } from "./sides.ts";

const MARGIN = 24;
const BETWEEN_NODES = 20;
const BETWEEN_RANKS = 110;
const SWEEPS = 6;

/**
 * Places thousands of nodes in time linear in nodes and edges: ranks by the longest way, each rank in the order of its
 * neighbours' middles, long ranks folded into several columns.
 */
export function layOutLarge({ flow, nodes, edges }: LayoutInput): GraphLayout {
  const at = new Map(nodes.map(([id], index) => [id, index]));
  const pairs = edges.map(([from, to]) => [at.get(to) ?? 0, at.get(from) ?? 0] as const);
  const ranks = ranked(nodes.length, pairs);
  const columns = folded(ordered(ranks, nodes.length, pairs), nodes.length);

  // Along the flow stand the columns, across it the nodes of a column.
  const [long, across] = flow === "right" ? ([1, 2] as const) : ([2, 1] as const);
  const lengths = columns.map((column) => column.reduce((sum, node) => sum + size(node, across) + BETWEEN_NODES, 0));
  const longest = Math.max(0, ...lengths);
  const boxes = new Map<string, Box>();
  let start = MARGIN;
  for (const [index, column] of columns.entries()) {
    let place = MARGIN + (longest - (lengths[index] ?? 0)) / 2;
    for (const node of column) {
      const [id, width, height] = nodes[node] as LayoutInput["nodes"][number];
      boxes.set(id, { ...(flow === "right" ? { x: start, y: place } : { x: place, y: start }), width, height });
      place += size(node, across) + BETWEEN_NODES;
    }
    start += Math.max(0, ...column.map((node) => size(node, long))) + BETWEEN_RANKS;
  }
  if (boxes.size === 0) return { flow, nodes: {}, paths: [], width: 0, height: 0 };
  const [along, cross] = [start - BETWEEN_RANKS + MARGIN, longest - BETWEEN_NODES + 2 * MARGIN];
  return {
    flow,
    nodes: Object.fromEntries(boxes),
    paths: edges.map(([from, to]) => [exit(boxes.get(to) as Box, flow), entry(boxes.get(from) as Box, flow)]),
    width: flow === "right" ? along : cross,
    height: flow === "right" ? cross : along,
  };

  function size(node: number, side: 1 | 2): number {
    return nodes[node]?.[side] ?? 0;
  }
}

type Pairs = readonly (readonly [before: number, after: number])[];

/** The longest way to each node; an edge that closes a circle counts for nothing. */
function ranked(count: number, pairs: Pairs): number[] {
  const after: number[][] = Array.from({ length: count }, () => []);
  for (const [before, next] of pairs) after[before]?.push(next);
  const state = new Uint8Array(count); // 0 not seen, 1 on the way, 2 done
  const finished: number[] = [];
  const counted: number[][] = Array.from({ length: count }, () => []);
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const path: [node: number, next: number][] = [[root, 0]];
    state[root] = 1;
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const [node] = frame;
      const next = after[node]?.[frame[1]++];
      if (next === undefined) {
        state[node] = 2;
        finished.push(node);
        path.pop();
      } else if (state[next] !== 1) {
        counted[node]?.push(next);
        if (state[next] === 0) {
          state[next] = 1;
          path.push([next, 0]);
        }
      }
    }
  }
  const rank = Array.from({ length: count }, () => 0);
  for (const node of finished.toReversed())
    for (const next of counted[node] ?? []) rank[next] = Math.max(rank[next] ?? 0, (rank[node] ?? 0) + 1);
  return rank;
}

/** The ranks' nodes, each rank sorted by where its neighbours stand, to and fro. */
function ordered(rank: readonly number[], count: number, pairs: Pairs): number[][] {
  const ranks: number[][] = Array.from({ length: Math.max(0, ...rank) + 1 }, () => []);
  for (let node = 0; node < count; node++) ranks[rank[node] ?? 0]?.push(node);
  const [before, after]: [number[][], number[][]] = [lists(count), lists(count)];
  for (const [from, to] of pairs) {
    before[to]?.push(from);
    after[from]?.push(to);
  }
  const place = new Float64Array(count);
  const number = (members: readonly number[]) =>
    members.forEach((node, index) => (place[node] = (index + 0.5) / members.length));
  for (const members of ranks) number(members);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const neighbours = sweep % 2 === 0 ? before : after;
    for (const members of sweep % 2 === 0 ? ranks : ranks.toReversed()) {
      const middle = new Map(members.map((node) => [node, mean(neighbours[node] ?? [], place) ?? place[node] ?? 0]));
      members.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      number(members);
    }
  }
  return ranks;
}

/** No column is much longer than the whole is wide. */
function folded(ranks: readonly number[][], count: number): number[][] {
  const most = Math.max(12, Math.ceil(Math.sqrt(count * 2.5)));
  return ranks.flatMap((members) => {
    const columns = Math.ceil(members.length / most);
    if (columns < 2) return [members];
    const folds: number[][] = lists(columns);
    members.forEach((node, index) => folds[index % columns]?.push(node));
    return folds;
  });
}

function lists(count: number): number[][] {
  return Array.from({ length: count }, () => []);
}

function mean(nodes: readonly number[], place: Float64Array): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (place[node] ?? 0), 0) / nodes.length;
}
