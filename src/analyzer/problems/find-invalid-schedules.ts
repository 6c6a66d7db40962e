import { Cron } from "croner";
import type { ClassHierarchy } from "../linking/class-hierarchy.ts";
import type { LinkedTask } from "../linking/link-file.ts";
import type { Finding } from "./finding.ts";

/** A `static schedule` that the scheduler could not read. */
export function findInvalidSchedules({ linked }: LinkedTask, hierarchy: ClassHierarchy): Finding[] {
  return hierarchy.lineageOf(linked).classes.flatMap(({ file, facts }): Finding[] => {
    const { schedule, behaviour, family } = facts;
    const reason = schedule === undefined ? undefined : reasonAgainst(schedule);
    if (reason === undefined || behaviour?.scheduleRange === undefined) return [];
    return [
      {
        code: "invalid-schedule",
        severity: "error",
        message:
          `The schedule "${schedule}" of ${family} can not be read: ${reason} It should be minute, hour, day of the ` +
          "month, month and day of the week, like `0 5 * * 1-5`.",
        file,
        ...behaviour.scheduleRange,
      },
    ];
  });
}

function reasonAgainst(schedule: string): string | undefined {
  try {
    new Cron(schedule, { paused: true });
    return undefined;
  } catch (error) {
    const said = (error as Error).message.replace(/^\w+: /, "").replace(/\.?$/, ".");
    return said.charAt(0).toLowerCase() + said.slice(1);
  }
}
