import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";

/** The task class around a line (from 1) of a file; the innermost where one stands inside another. */
export function taskAt(index: TaskIndex, file: string, line: number): TaskClass | undefined {
  return tasksOf(index, file)
    .filter((task) => task.line <= line && line <= task.endLine)
    .at(-1);
}

/** The task classes of a file, from top to bottom. */
export function tasksOf(index: TaskIndex, file: string): TaskClass[] {
  return index.tasks.filter((task) => task.file === file).sort((a, b) => a.line - b.line);
}
