import type { UnsteadySource } from "../facts/behaviour-facts.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";
import { dependenceOf, memberNamed } from "./task-behaviour.ts";

const SOURCES: Record<UnsteadySource, string> = {
  clock: "the clock",
  randomness: "chance",
  environment: "the environment",
};

/** An `output()` or a `requires()` that may answer differently the next time that it is asked. */
export function findUnsteadyAnswers(linkedTask: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  return ["output", "requires"].flatMap((name) => {
    const member = memberNamed(linkedTask.linked, name, hierarchy);
    if (member === undefined) return [];
    return dependenceOf(linkedTask, member, hierarchy).unsteady.map(({ file, use }): Finding => {
      const through = use.within === undefined ? use.text : `${use.text} in ${use.within}()`;
      return {
        code: "nondeterministic",
        severity: use.source === "environment" ? "warning" : "error",
        message:
          `${name}() of ${linkedTask.task.family} depends on ${SOURCES[use.source]}: ${through}. ` +
          "It must answer the same each time, or a finished task is not found again. Make it a parameter.",
        file,
        ...use.range,
      };
    });
  });
}
