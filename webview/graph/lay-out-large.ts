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
  const [before, after] = [linksOf(nodes.length, pairs, 1, 0), linksOf(nodes.length, pairs, 0, 1)];
  const columns = folded(ordered(ranked(nodes.length, after), before, after), nodes.length);

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
  if (nodes.length === 0) return { flow, nodes: {}, paths: [], width: 0, height: 0 };
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

/** The neighbours of all nodes in one row of numbers: those of a node are from its start to the next one's. */
interface Links {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function linksOf(count: number, pairs: Pairs, from: 0 | 1, to: 0 | 1): Links {
  const starts = new Int32Array(count + 1);
  for (const pair of pairs) starts[pair[from] + 1] = (starts[pair[from] + 1] ?? 0) + 1;
  for (let node = 0; node < count; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const free = starts.slice();
  const ends = new Int32Array(pairs.length);
  for (const pair of pairs) {
    const place = free[pair[from]] ?? 0;
    ends[place] = pair[to];
    free[pair[from]] = place + 1;
  }
  return { starts, ends };
}

/** The longest way to each node; an edge that closes a circle counts for nothing. */
function ranked(count: number, { starts, ends }: Links): Int32Array {
  const state = new Uint8Array(count); // 0 not seen, 1 on the way, 2 done
  const next = starts.slice();
  const counts = new Uint8Array(ends.length);
  const finished: number[] = [];
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const place = next[node] ?? 0;
      if (place === starts[node + 1]) {
        state[node] = 2;
        finished.push(node);
        path.pop();
        continue;
      }
      next[node] = place + 1;
      const target = ends[place] ?? 0;
      if (state[target] === 1) continue;
      counts[place] = 1;
      if (state[target] !== 0) continue;
      state[target] = 1;
      path.push(target);
    }
  }
  const rank = new Int32Array(count);
  for (const node of finished.toReversed()) {
    for (let place = starts[node] ?? 0; place < (starts[node + 1] ?? 0); place++) {
      const target = ends[place] ?? 0;
      if (counts[place] === 1) rank[target] = Math.max(rank[target] ?? 0, (rank[node] ?? 0) + 1);
    }
  }
  return rank;
}

/** The ranks' nodes, each rank sorted by where its neighbours stand, to and fro. */
function ordered(rank: Int32Array, before: Links, after: Links): number[][] {
  const ranks: number[][] = lists(rank.reduce((most, each) => Math.max(most, each), 0) + 1);
  for (const [node, each] of rank.entries()) ranks[each]?.push(node);
  const place = new Float64Array(rank.length);
  const middle = new Float64Array(rank.length);
  const number = (members: readonly number[]) => {
    for (const [index, node] of members.entries()) place[node] = (index + 0.5) / members.length;
  };
  for (const members of ranks) number(members);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const neighbours = sweep % 2 === 0 ? before : after;
    for (const members of sweep % 2 === 0 ? ranks : ranks.toReversed()) {
      for (const node of members) middle[node] = mean(node, neighbours, place);
      members.sort((a, b) => (middle[a] ?? 0) - (middle[b] ?? 0));
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

/** Where a node's neighbours stand; without any, where it stands itself. */
function mean(node: number, { starts, ends }: Links, place: Float64Array): number {
  const [start = 0, end = 0] = [starts[node], starts[node + 1]];
  let sum = 0;
  for (let at = start; at < end; at++) sum += place[ends[at] ?? 0] ?? 0;
  return start === end ? (place[node] ?? 0) : sum / (end - start);
}
