import type { LinkedTask } from "../linking/link-file.ts";
import { classRange } from "./class-range.ts";
import type { Finding } from "./finding.ts";

/** Two classes with one family would be one task to the runner. The second one is told, with the place of the first. */
export function findDuplicateFamilies(tasks: readonly LinkedTask[]): Finding[] {
  const first = new Map<string, LinkedTask>();
  return tasks.flatMap((linkedTask): Finding[] => {
    const { family, file, line } = linkedTask.task;
    const other = first.get(family);
    if (other === undefined) {
      first.set(family, linkedTask);
      return [];
    }
    return [
      {
        code: "duplicate-family",
        severity: "error",
        message:
          `Two task classes are called ${family}: ${other.task.file}:${other.task.line} and ${file}:${line}. ` +
          'Rename one, or give it a name of its own with `static family = "…"`.',
        file,
        ...classRange(linkedTask),
        related: [{ file: other.task.file, ...classRange(other), message: `The other ${family}` }],
      },
    ];
  });
}
