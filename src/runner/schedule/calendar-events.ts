import { CronPattern } from "croner";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/**
 * The times of a schedule as systemd writes them.
 *
 * @param zone an IANA name; the machine's own when absent
 * @returns one, or two where either of two days counts
 * @example calendarEvents("30 5 * * mon-fri") // ["Mon,Tue,Wed,Thu,Fri *-*-* 05:30:00"]
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html#Calendar%20Events
 */
export function calendarEvents(schedule: string, zone?: string): string[] {
  const { minute, hour, day, month, dayOfWeek, starDOM, starDOW } = new CronPattern(schedule, undefined, {
    mode: "5-part",
  });
  const time = `${list(hour)}:${list(minute)}:00${zone === undefined ? "" : ` ${zone}`}`;
  const weekdays = WEEKDAYS.filter((_, index) => dayOfWeek[index]).join(",");
  const ofMonth = `*-${list(month, 1)}-${list(day, 1)} ${time}`;
  const ofWeek = `${weekdays} *-${list(month, 1)}-* ${time}`;
  if (starDOW) return [ofMonth];
  return starDOM ? [ofWeek] : [ofMonth, ofWeek];
}

/** @param fits for each value whether it is one of them */
function list(fits: readonly number[], first = 0): string {
  if (fits.every(Boolean)) return "*";
  return fits.flatMap((fit, index) => (fit ? [String(index + first).padStart(2, "0")] : [])).join(",");
}
