import type { RangeUnit } from "./parameter-description.ts";

const DAY = 86_400_000;

/** Values of each unit are that much of an ISO date and time. */
const LENGTHS: Readonly<Partial<Record<RangeUnit, number>>> = { year: 4, month: 7, day: 10, hour: 13, minute: 16 };

const MOST = 20_000;

/**
 * The values of a range in text form, both ends included, the earliest first; none where it ends before it begins. It
 * counts every one: a parameter with an interval has fewer, which only the runner knows.
 */
export function rangeValues(unit: RangeUnit, from: string, to: string): string[] {
  const values: string[] = [];
  const end = timeOf(to);
  for (let time = timeOf(from); time <= end && values.length < MOST; time = next(time, unit))
    values.push(text(time, unit));
  return values;
}

/** The value a number of steps after another one, or before it. */
export function shiftValue(unit: RangeUnit, value: string, steps: number): string {
  return text(next(timeOf(value), unit, steps), unit);
}

/** The value that a moment lies in. */
export function valueAt(unit: RangeUnit, time: Date): string {
  return text(time.getTime() - time.getTimezoneOffset() * 60_000, unit);
}

function timeOf(value: string): number {
  const week = /^(\d{4})-W(\d{2})$/.exec(value);
  if (week !== null) return mondayOf(Date.UTC(Number(week[1]), 0, 4)) + (Number(week[2]) - 1) * 7 * DAY;
  const [, year = "0", month = "1", day = "1", hour = "0", minute = "0", second = "0"] =
    /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d))?(\d\d)?(\d\d)?$/.exec(value) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

function next(time: number, unit: RangeUnit, steps = 1): number {
  const date = new Date(time);
  switch (unit) {
    case "year":
      return date.setUTCFullYear(date.getUTCFullYear() + steps);
    case "month":
      return date.setUTCMonth(date.getUTCMonth() + steps);
    case "week":
      return time + steps * 7 * DAY;
    case "day":
      return time + steps * DAY;
    case "hour":
      return time + steps * 3_600_000;
    case "minute":
      return time + steps * 60_000;
    case "second":
      return time + steps * 1000;
  }
}

function text(time: number, unit: RangeUnit): string {
  if (unit === "week") {
    const monday = mondayOf(time);
    const year = new Date(monday + 3 * DAY).getUTCFullYear();
    const week = Math.round((monday - mondayOf(Date.UTC(year, 0, 4))) / (7 * DAY)) + 1;
    return `${year}-W${String(week).padStart(2, "0")}`;
  }
  const length = LENGTHS[unit];
  const iso = new Date(time).toISOString().slice(0, length ?? 19);
  return iso.replaceAll(":", "");
}

function mondayOf(time: number): number {
  const day = Math.floor(time / DAY);
  return (day - ((day + 3) % 7)) * DAY;
}
