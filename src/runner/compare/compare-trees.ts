import type { TreeDifferences, ValueDifference } from "../../protocol/output-comparison.ts";

/** How many differences are told one by one. */
const EXAMPLES = 10;

/** What differs between two values of JSON, place by place; elements of arrays are the same by their position. */
export function compareTrees(old: unknown, now: unknown): TreeDifferences {
  const [before, after] = [leavesOf(old), leavesOf(now)];
  const differences: ValueDifference[] = [];
  for (const [at, value] of before) {
    const current = after.get(at);
    if (current !== value) differences.push({ at, old: value, ...(current !== undefined && { new: current }) });
  }
  for (const [at, value] of after) if (!before.has(at)) differences.push({ at, new: value });
  const count = (isCounted: (each: ValueDifference) => boolean) => differences.filter(isCounted).length;
  return {
    kind: "tree",
    added: count((each) => each.old === undefined),
    removed: count((each) => each.new === undefined),
    changed: count((each) => each.old !== undefined && each.new !== undefined),
    examples: differences.slice(0, EXAMPLES),
  };
}

/** All that is no object and no array, or an empty one, as JSON by where it stands. */
function leavesOf(value: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  // A list of its own in the place of calls: data may be nested deeper than the stack.
  const open: [string, unknown][] = [["", value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, current] = next;
    const inner = typeof current === "object" && current !== null ? Object.entries(current) : [];
    if (inner.length === 0) leaves.set(at, JSON.stringify(current));
    for (const [name, child] of inner.toReversed())
      open.push([Array.isArray(current) ? `${at}[${name}]` : `${at}${at && "."}${name}`, child]);
  }
  return leaves;
}
