import { scheduleProblem } from "../../protocol/schedule-problem.ts";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";

/** A `static schedule` that the scheduler could not read. */
export function findInvalidSchedules({ linked }: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  return hierarchy.lineageOf(linked).classes.flatMap(({ file, facts }): Finding[] => {
    const { schedule, behaviour, family } = facts;
    const reason = schedule === undefined ? undefined : scheduleProblem(schedule);
    if (reason === undefined || behaviour?.scheduleRange === undefined) return [];
    return [
      {
        code: "invalid-schedule",
        severity: "error",
        message: `The schedule "${schedule}" of ${family} can not be read: ${reason}.`,
        file,
        ...behaviour.scheduleRange,
      },
    ];
  });
}
