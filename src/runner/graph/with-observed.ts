import type { TaskEdge, TaskIndex } from "../../protocol/task-index.ts";
import type { ObservedEdge } from "../history/lineage.ts";

/**
 * Adds what runs have shown to what the source tells: a class that is chosen while its task runs, say. What another
 * version of the code required does not count.
 */
export function withObserved(index: TaskIndex, observed: readonly ObservedEdge[]): TaskIndex {
  const classes = new Map(index.tasks.map((task) => [task.family, task]));
  const told = new Set(index.edges.map(keyOf));
  const added = observed.flatMap((edge): TaskEdge[] => {
    const { from, to, codeHash } = edge;
    const task = classes.get(from);
    if (task === undefined || task.codeHash !== codeHash || !classes.has(to) || told.has(keyOf(edge))) return [];
    told.add(keyOf(edge));
    const { file, line } = task;
    return [{ from, to, kind: "dynamic", mapping: {}, file, line, confidence: "dynamic", observed: true }];
  });
  return added.length === 0 ? index : { ...index, edges: [...index.edges, ...added] };
}

function keyOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return JSON.stringify([from, to]);
}
