import type { Problem, TaskClass } from "../../protocol/task-index.ts";
import type { LinkedTask } from "../linking/link-file.ts";

/** Two classes with one family would be one task to the runner. The second one is told, with the place of the first. */
export function findDuplicateFamilies(tasks: readonly LinkedTask[]): Problem[] {
  const first = new Map<string, TaskClass>();
  return tasks.flatMap(({ task }) => {
    const other = first.get(task.family);
    if (other === undefined) {
      first.set(task.family, task);
      return [];
    }
    const { family, file, line, column } = task;
    return {
      code: "duplicate-family",
      severity: "error" as const,
      message:
        `Two task classes are called ${family}: ${other.file}:${other.line} and ${file}:${line}. ` +
        'Rename one, or give it a name of its own with `static family = "…"`.',
      file,
      line,
      column,
    };
  });
}
