import type { PlanNode } from "./plan-node.ts";

/**
 * Puts the nodes in the order in which they would run, one after the other: what a task requires before it, the first
 * root's whole tree before the second's, higher priorities first among the tasks that one requires. A cycle's nodes get
 * an error with its path and lose their requirements, so that nothing below them runs.
 */
export function inOrder(roots: readonly PlanNode[]): PlanNode[] {
  const { ordered, cycles } = walk(roots);
  if (cycles.length === 0) return ordered;
  for (const cycle of cycles) refuse(cycle);
  // Each cycle had an edge that closed it, and that edge is gone: now there is none.
  return walk(roots).ordered;
}

function walk(roots: readonly PlanNode[]): { ordered: PlanNode[]; cycles: PlanNode[][] } {
  const ordered: PlanNode[] = [];
  const cycles: PlanNode[][] = [];
  const state = new Map<PlanNode, "open" | "done">();
  for (const root of roots) {
    // By hand, not by recursion: a chain may be longer than the stack.
    const path: { node: PlanNode; left: Iterator<PlanNode> }[] = [];
    const enter = (node: PlanNode) => {
      state.set(node, "open");
      path.push({ node, left: byPriority(node.requires).values() });
    };
    if (!state.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.left.next();
      if (next.done) {
        state.set(top.node, "done");
        ordered.push(top.node);
        path.pop();
      } else if (state.get(next.value) === "open") {
        const nodes = path.map(({ node }) => node);
        cycles.push(nodes.slice(nodes.indexOf(next.value)));
      } else if (!state.has(next.value)) {
        enter(next.value);
      }
    }
  }
  return { ordered, cycles };
}

function refuse(cycle: readonly PlanNode[]): void {
  const [first, ...rest] = cycle.map(({ task }) => String(task));
  const path =
    rest.length === 0
      ? `${first} requires itself.`
      : `${first} requires ${rest.join(", which requires ")}, which requires ${first} back.`;
  const error = new Error(`A cycle: ${path}`);
  for (const node of cycle) {
    node.error ??= error;
    node.requires = [];
  }
}

/** Stable, so that equal priorities stay in the order of declaration. */
function byPriority(nodes: readonly PlanNode[]): readonly PlanNode[] {
  const { priority } = nodes[0] ?? { priority: 0 };
  return nodes.every((node) => node.priority === priority) ? nodes : nodes.toSorted((a, b) => b.priority - a.priority);
}

/** Lends each task's priority to all that it needs. */
export function lendPriorities(ordered: readonly PlanNode[]): void {
  for (const node of ordered.toReversed()) {
    for (const required of node.requires) required.priority = Math.max(required.priority, node.priority);
  }
}
