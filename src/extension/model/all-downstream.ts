import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";

/** Some classes, and all that need one of them, whatever is between. */
export function allDownstream({ tasks, edges }: TaskIndex, some: readonly TaskClass[]): TaskClass[] {
  const below = Map.groupBy(edges, ({ to }) => to);
  const found = new Set(some.map(({ family }) => family));
  for (const each of found) for (const { from } of below.get(each) ?? []) found.add(from);
  return tasks.filter(({ family }) => found.has(family));
}
