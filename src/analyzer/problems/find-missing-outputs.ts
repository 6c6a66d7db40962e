import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import { classRange } from "./class-range.ts";
import type { Finding } from "./finding.ts";
import { memberNamed } from "./task-behaviour.ts";

/** Tasks that do something and do not say what they make: they are never complete, and fail after each run. */
export function findMissingOutputs(linkedTask: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  const { linked, task } = linkedTask;
  const has = (name: string) => memberNamed(linked, name, hierarchy) !== undefined;
  const run = memberNamed(linked, "run", hierarchy);
  if (task.kind !== "task" || run === undefined || run.member.empty) return [];
  if (has("output") || has("complete") || has("bulkComplete")) return [];
  return [
    {
      code: "missing-output",
      severity: "error",
      message:
        `${task.family} has a run() and no output(): nothing tells that it is done, and so it never is. ` +
        "Add an output() with the target that run() writes.",
      file: task.file,
      ...classRange(linkedTask),
    },
  ];
}
