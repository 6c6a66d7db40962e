import type { LinkedEdge, LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";

/** Classes without a name that no task requires: nobody can ask for them. */
export function findUnreachableTasks(tasks: readonly LinkedTask[], edges: readonly LinkedEdge[]): Finding[] {
  const required = new Set(edges.map(({ edge }) => edge.to));
  return tasks.flatMap(({ linked, task }): Finding[] => {
    const { family, file, line, column } = task;
    if (linked.facts.behaviour?.named !== false || required.has(family)) return [];
    return [
      {
        code: "unreachable-task",
        severity: "warning",
        message: "This task class has no name, and no task requires it: nothing can run it. Give it a name.",
        file,
        line,
        column,
        endLine: line,
        endColumn: column + "class".length,
        unnecessary: true,
      },
    ];
  });
}
