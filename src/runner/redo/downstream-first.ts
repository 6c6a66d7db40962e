import type { Lineage } from "../history/lineage.ts";

interface Made {
  readonly taskId: string;
  readonly taskRun?: number;
}

/** The same tasks, what was made of others before them. */
export function downstreamFirst<T extends Made>(tasks: readonly T[], lineage: Pick<Lineage, "inputsOf">): T[] {
  const users = new Map<string, T[]>();
  for (const task of tasks) {
    for (const { taskId } of task.taskRun === undefined ? [] : lineage.inputsOf(task.taskRun)) {
      const others = users.get(taskId);
      if (others === undefined) users.set(taskId, [task]);
      else others.push(task);
    }
  }
  // A list of its own in the place of calls: chains may be longer than the stack is deep.
  const ordered = new Set<T>();
  const open = new Set<T>();
  for (const root of tasks) {
    const path = [root];
    for (let task = path.at(-1); task !== undefined; task = path.at(-1)) {
      open.add(task);
      const next = (users.get(task.taskId) ?? []).find((user) => !ordered.has(user) && !open.has(user));
      if (next !== undefined && !ordered.has(task)) path.push(next);
      else {
        ordered.add(task);
        path.pop();
      }
    }
  }
  return [...ordered];
}
