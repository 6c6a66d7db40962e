// Times of the wall clock, counted as if it were UTC: milliseconds since 1970. No zone, so that no hour is missing or double.
import type { RangeUnit } from "./parameter-description.ts";

const DAY_MS = 86_400_000;

/** Of an ISO date and time, how much is the text form of a unit. */
const LENGTHS: Readonly<Record<Exclude<RangeUnit, "week">, number>> = {
  year: 4,
  month: 7,
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
};

/** @param count may be negative */
export function addUnits(time: number, unit: RangeUnit, count: number): number {
  const date = new Date(time);
  switch (unit) {
    case "year":
      return date.setUTCFullYear(date.getUTCFullYear() + count);
    case "month":
      return date.setUTCMonth(date.getUTCMonth() + count);
    case "week":
      return time + count * 7 * DAY_MS;
    case "day":
      return time + count * DAY_MS;
    case "hour":
      return time + count * 3_600_000;
    case "minute":
      return time + count * 60_000;
    case "second":
      return time + count * 1000;
  }
}

/** The text form of the year, month, week, … that a time lies in, as parameters write it: 2026-W47, 2026-11-24T1005. */
export function unitText(time: number, unit: RangeUnit): string {
  if (unit === "week") {
    // A week belongs to the year of its Thursday: https://en.wikipedia.org/wiki/ISO_week_date
    const year = new Date(mondayOf(time) + 3 * DAY_MS).getUTCFullYear();
    const week = Math.round((mondayOf(time) - firstWeek(year)) / (7 * DAY_MS)) + 1;
    return `${year}-W${String(week).padStart(2, "0")}`;
  }
  return new Date(time).toISOString().slice(0, LENGTHS[unit]).replaceAll(":", "");
}

/** The Monday of a year's first week: the one with the 4th of January. */
export function firstWeek(year: number): number {
  return mondayOf(Date.UTC(year, 0, 4));
}

export function mondayOf(time: number): number {
  const day = Math.floor(time / DAY_MS);
  // The 1st of January 1970 was a Thursday.
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}
