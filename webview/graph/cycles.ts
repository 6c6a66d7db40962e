import type { TaskEdge } from "../../src/protocol/task-index.ts";

/**
 * Finds which edges lie on a circle: both of their ends are in one strongly connected part.
 *
 * @returns the part of each node that is in a circle; nodes of no circle are left out
 * @see Tarjan, "Depth-first search and linear graph algorithms" (1972); without recursion, for deep graphs
 */
export function circlesOf(edges: readonly Pick<TaskEdge, "from" | "to">[]): ReadonlyMap<string, number> {
  // By number: of thousands of classes, names take several times as long.
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const known = numbers.get(name);
    if (known === undefined) numbers.set(name, numbers.size);
    return known ?? numbers.size - 1;
  };
  const next: number[][] = [];
  for (const { from, to } of edges) (next[numberOf(from)] ??= []).push(numberOf(to));
  const order = new Int32Array(numbers.size).fill(-1);
  const low = new Int32Array(numbers.size);
  const at = new Int32Array(numbers.size);
  const onStack = new Uint8Array(numbers.size);
  const circleOf = new Int32Array(numbers.size).fill(-1);
  const stack: number[] = [];
  let entered = 0;
  let circle = 0;

  const enter = (node: number) => {
    order[node] = entered;
    low[node] = entered++;
    stack.push(node);
    onStack[node] = 1;
    return node;
  };
  const lower = (node: number, to = 0) => {
    low[node] = Math.min(low[node] ?? 0, to);
  };
  const leave = (node: number) => {
    if (low[node] !== order[node]) return;
    const part = stack.splice(stack.lastIndexOf(node));
    const isCircle = part.length > 1 || (next[node]?.includes(node) ?? false);
    for (const member of part) {
      onStack[member] = 0;
      if (isCircle) circleOf[member] = circle;
    }
    if (isCircle) circle++;
  };

  for (let start = 0; start < numbers.size; start++) {
    if (order[start] !== -1) continue;
    const path = [enter(start)];
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const place = at[node] ?? 0;
      const target = next[node]?.[place];
      at[node] = place + 1;
      if (target === undefined) {
        path.pop();
        leave(node);
        const above = path.at(-1);
        if (above !== undefined) lower(above, low[node]);
      } else if (order[target] === -1) path.push(enter(target));
      else if (onStack[target] === 1) lower(node, order[target]);
    }
  }
  const circles = new Map<string, number>();
  for (const [name, node] of numbers) if ((circleOf[node] ?? -1) >= 0) circles.set(name, circleOf[node] ?? 0);
  return circles;
}
