import { Cron } from "croner";

/**
 * When a schedule comes next.
 *
 * @param zone an IANA name; the machine's own when absent
 */
export function nextTimes(schedule: string, count: number, from: Date, zone?: string): Date[] {
  return new Cron(schedule, { paused: true, mode: "5-part", timezone: zone }).nextRuns(count, from);
}
