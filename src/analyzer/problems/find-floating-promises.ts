import type { FloatingPromise } from "../facts/behaviour-facts.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";
import { insertAt } from "./source-edits.ts";
import { memberNamed } from "./task-behaviour.ts";

const CURES: Record<FloatingPromise["cure"], string> = {
  await: "Await it.",
  async: "Await it, in an async function, or return it.",
  loop: "Use a loop, `for (const … of …)`, with an await in it.",
};

/** A `run()` that ends before its work does. */
export function findFloatingPromises({ linked, task }: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  const run = memberNamed(linked, "run", hierarchy);
  if (run === undefined) return [];
  const { file } = run.owner;
  return (run.member.floating ?? []).map(({ call, range, output, cure }): Finding => {
    return {
      code: "floating-promise",
      severity: output ? "error" : "warning",
      message: `run() of ${task.family} does not wait for ${call}(…): it ends before the work is done, and an error is lost. ${CURES[cure]}`,
      file,
      ...range,
      fixes: cure === "await" ? [{ title: "Await it", edits: [insertAt(file, range, "await ")] }] : [],
    };
  });
}
