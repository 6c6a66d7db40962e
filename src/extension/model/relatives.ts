import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";

/** The classes next to one in the graph, each once, in the order of the index. */
export interface Relatives {
  /** What it requires. */
  readonly upstream: readonly TaskClass[];
  /** What requires it. */
  readonly downstream: readonly TaskClass[];
}

export function relativesOf({ tasks, edges }: TaskIndex, family: string): Relatives {
  const above = new Set(edges.filter(({ from }) => from === family).map(({ to }) => to));
  const below = new Set(edges.filter(({ to }) => to === family).map(({ from }) => from));
  return {
    upstream: tasks.filter((task) => above.has(task.family)),
    downstream: tasks.filter((task) => below.has(task.family)),
  };
}
