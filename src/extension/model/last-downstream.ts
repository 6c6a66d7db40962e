import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import { allDownstream } from "./all-downstream.ts";

/**
 * The classes at the lower end of what needs a class: running them runs all between. The class itself, when nothing
 * needs it.
 */
export function lastDownstream(index: TaskIndex, task: TaskClass): TaskClass[] {
  const needed = new Set(index.edges.map(({ to }) => to));
  return allDownstream(index, [task]).filter(({ family }) => !needed.has(family));
}
