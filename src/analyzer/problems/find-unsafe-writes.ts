import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";
import { memberNamed } from "./task-behaviour.ts";

/** A `run()` that writes its output's file in place: when it fails halfway, the half file seems to be the output. */
export function findUnsafeWrites({ linked, task }: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  const run = memberNamed(linked, "run", hierarchy);
  const paths = new Set(memberNamed(linked, "output", hierarchy)?.member.targets?.map(({ path }) => path));
  return (run?.member.writes ?? []).flatMap(({ call, range, to }): Finding[] => {
    if ("path" in to && !paths.has(to.path)) return [];
    return [
      {
        code: "unsafe-write",
        severity: "warning",
        message:
          `run() of ${task.family} writes its output with ${call}(): if it is stopped halfway, half a file counts as ` +
          "the whole output. Write with this.output(), or to another file that is renamed at the end.",
        file: run?.owner.file ?? task.file,
        ...range,
      },
    ];
  });
}
