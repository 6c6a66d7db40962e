import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";

/** The task class that a name in the code most likely means: one of the same file, else one that is exported by it. */
export function taskNamed({ tasks }: TaskIndex, name: string, file: string): TaskClass | undefined {
  const named = tasks.filter(({ family, exportName }) => family === name || exportName === name);
  return named.find((task) => task.file === file) ?? named[0];
}
