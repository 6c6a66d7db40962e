import { addUnits, firstWeek, unitText } from "./calendar.ts";
import type { RangeUnit } from "./parameter-description.ts";

const DAY = 86_400_000;

const MOST = 20_000;

/**
 * The values of a range in text form, both ends included, the earliest first; none where it ends before it begins. It
 * counts every one: a parameter with an interval has fewer, which only the runner knows.
 */
export function rangeValues(unit: RangeUnit, from: string, to: string): string[] {
  const values: string[] = [];
  const end = timeOf(to);
  for (let time = timeOf(from); time <= end && values.length < MOST; time = addUnits(time, unit, 1))
    values.push(unitText(time, unit));
  return values;
}

/** The value a number of steps after another one, or before it. */
export function shiftValue(unit: RangeUnit, value: string, steps: number): string {
  return unitText(addUnits(timeOf(value), unit, steps), unit);
}

/** The value that a moment lies in. */
export function valueAt(unit: RangeUnit, time: Date): string {
  return unitText(time.getTime() - time.getTimezoneOffset() * 60_000, unit);
}

function timeOf(value: string): number {
  const week = /^(\d{4})-W(\d{2})$/.exec(value);
  if (week !== null) return firstWeek(Number(week[1])) + (Number(week[2]) - 1) * 7 * DAY;
  const [, year = "0", month = "1", day = "1", hour = "0", minute = "0", second = "0"] =
    /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d))?(\d\d)?(\d\d)?$/.exec(value) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
