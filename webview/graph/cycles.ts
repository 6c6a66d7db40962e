import type { TaskEdge } from "../../src/protocol/task-index.ts";

/**
 * Finds which edges lie on a circle: both of their ends are in one strongly connected part.
 *
 * @returns the part of each node that is in a circle; nodes of no circle are left out
 * @see Tarjan, "Depth-first search and linear graph algorithms" (1972); without recursion, for deep graphs
 */
export function circlesOf(edges: readonly Pick<TaskEdge, "from" | "to">[]): ReadonlyMap<string, number> {
  const next = Map.groupBy(edges, ({ from }) => from);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const circles = new Map<string, number>();
  let circle = 0;

  const enter = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, targets: (next.get(node) ?? []).map(({ to }) => to), at: 0 };
  };
  const lower = (node: string, to: number) => low.set(node, Math.min(low.get(node) ?? 0, to));
  const leave = (node: string) => {
    if (low.get(node) !== order.get(node)) return;
    const part = stack.splice(stack.lastIndexOf(node));
    for (const member of part) onStack.delete(member);
    const isCircle = part.length > 1 || (next.get(node) ?? []).some(({ to }) => to === node);
    if (isCircle) for (const member of part) circles.set(member, circle);
    if (isCircle) circle++;
  };

  for (const start of next.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target === undefined) {
        path.pop();
        leave(frame.node);
        const above = path.at(-1);
        if (above !== undefined) lower(above.node, low.get(frame.node) ?? 0);
      } else if (!order.has(target)) path.push(enter(target));
      else if (onStack.has(target)) lower(frame.node, order.get(target) ?? 0);
    }
  }
  return circles;
}
