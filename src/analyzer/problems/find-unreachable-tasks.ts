import type { LinkedEdge, LinkedTask } from "../linking/link-file.ts";
import { classRange } from "./class-range.ts";
import type { Finding } from "./finding.ts";

/** Classes without a name that no task requires: nobody can ask for them. */
export function findUnreachableTasks(tasks: readonly LinkedTask[], edges: readonly LinkedEdge[]): Finding[] {
  const required = new Set(edges.map(({ edge }) => edge.to));
  return tasks.flatMap((linkedTask): Finding[] => {
    const { linked, task } = linkedTask;
    if (linked.facts.behaviour?.name !== "class" || required.has(task.family)) return [];
    return [
      {
        code: "unreachable-task",
        severity: "warning",
        message: "This task class has no name, and no task requires it: nothing can run it. Give it a name.",
        file: task.file,
        ...classRange(linkedTask),
        unnecessary: true,
      },
    ];
  });
}
