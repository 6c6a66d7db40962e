import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";

/**
 * The classes at the lower end of what needs a class: running them runs all between. The class itself, when nothing
 * needs it.
 */
export function lastDownstream({ tasks, edges }: TaskIndex, family: string): TaskClass[] {
  const below = Map.groupBy(edges, ({ to }) => to);
  const found = new Set([family]);
  for (const each of found) for (const { from } of below.get(each) ?? []) found.add(from);
  return tasks.filter((task) => found.has(task.family) && (below.get(task.family) ?? []).length === 0);
}
