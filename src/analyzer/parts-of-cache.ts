import type { TaskIndexCache } from "../protocol/task-index-cache.ts";
import type { FilePart } from "../protocol/task-index-change.ts";

/** How much of an index each file has. */
export function sharesOf(parts: ReadonlyMap<string, FilePart>): TaskIndexCache["shares"] {
  return [...parts].map(([file, { tasks, bases, edges }]) => [file, tasks.length, bases.length, edges.length]);
}

/** Takes a kept index apart into that of each file. */
export function partsOfCache({ index, shares }: TaskIndexCache): Map<string, FilePart> {
  const parts = new Map<string, FilePart>();
  const { tasks, bases = [], edges } = index;
  let [task, base, edge] = [0, 0, 0];
  for (const [file, taskCount, baseCount, edgeCount] of shares) {
    parts.set(file, {
      tasks: tasks.slice(task, (task += taskCount)),
      bases: bases.slice(base, (base += baseCount)),
      edges: edges.slice(edge, (edge += edgeCount)),
    });
  }
  return parts;
}
