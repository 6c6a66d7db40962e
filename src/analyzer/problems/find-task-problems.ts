import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import { findDateStrings } from "./find-date-strings.ts";
import { findFloatingPromises } from "./find-floating-promises.ts";
import { findIgnoredParameters } from "./find-ignored-parameters.ts";
import { findInvalidSchedules } from "./find-invalid-schedules.ts";
import { findMissingOutputs } from "./find-missing-outputs.ts";
import { findParameterProblems } from "./find-parameter-problems.ts";
import { findUnsafeWrites } from "./find-unsafe-writes.ts";
import { findUnsteadyAnswers } from "./find-unsteady-answers.ts";
import type { Finding } from "./finding.ts";

const FINDERS: readonly ((task: LinkedTask, hierarchy: ClassHierarchy) => readonly Finding[])[] = [
  findDateStrings,
  findFloatingPromises,
  findIgnoredParameters,
  findInvalidSchedules,
  findMissingOutputs,
  findParameterProblems,
  findUnsafeWrites,
  findUnsteadyAnswers,
];

/** What is wrong with tasks by themselves, whatever other tasks there are besides those that they require. */
export function findTaskProblems(tasks: readonly LinkedTask[], hierarchy: ClassHierarchy): Finding[] {
  return tasks.flatMap((task) => FINDERS.flatMap((find) => find(task, hierarchy)));
}
