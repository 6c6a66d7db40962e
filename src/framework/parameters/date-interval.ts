import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";

const { PlainDate } = Temporal;

/** What an interval can be one of. */
export type IntervalUnit = "day" | "week" | "month" | "year";

const FORMS: readonly (readonly [unit: IntervalUnit, form: RegExp])[] = [
  ["year", /^(\d{4})$/],
  ["month", /^(\d{4}-\d{2})$/],
  ["week", /^(\d{4})-W(\d{2})$/],
  ["day", /^(\d{4}-\d{2}-\d{2})$/],
];
const FROM_TO = /^(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2})$/;

/**
 * Days in a row: one day, a week from Monday to Sunday, a month, a year, or from one day to another.
 *
 * @example DateInterval.from("2026-W47").dates().length // 7
 */
export class DateInterval {
  /** The first day. */
  readonly start: Spec.PlainDate;
  /** The day after the last one. */
  readonly end: Spec.PlainDate;
  /** What it is one of; `undefined` where it goes from one day to another. */
  readonly unit: IntervalUnit | undefined;

  /**
   * From one day to another.
   *
   * @param end the day after the last one
   * @param unit for `containing`, which knows that they are one
   * @throws RangeError when that is not after the start
   */
  constructor(start: Spec.PlainDate, end: Spec.PlainDate, unit?: IntervalUnit) {
    if (PlainDate.compare(start, end) >= 0) throw new RangeError(`An interval from ${start} can not end at ${end}.`);
    this.start = start;
    this.end = end;
    this.unit = unit;
  }

  /**
   * The day, week, month or year that a day is in.
   *
   * @example DateInterval.containing(this.date, "week")
   */
  static containing(date: Spec.PlainDate, unit: IntervalUnit): DateInterval {
    const start = date.subtract({ days: daysBefore(date, unit) });
    return new DateInterval(start, start.add({ [`${unit}s`]: 1 }), unit);
  }

  /**
   * Reads Luigi's text forms: `2026-11-24`, `2026-W47`, `2026-11`, `2026` and, without its last day,
   * `2026-01-01-2026-02-01`.
   *
   * @throws RangeError when it is none of them, or a day or week that no calendar has
   */
  static from(text: string): DateInterval {
    for (const [unit, form] of FORMS) {
      const [, date, week] = form.exec(text) ?? [];
      if (date !== undefined) return DateInterval.containing(firstDay(unit, date, week), unit);
    }
    const [, from, to] = FROM_TO.exec(text) ?? [];
    if (from === undefined || to === undefined) throw new RangeError(`"${text}" is not an interval of dates.`);
    return new DateInterval(PlainDate.from(from), PlainDate.from(to));
  }

  /** All its days, in order. */
  dates(): Spec.PlainDate[] {
    return Array.from({ length: this.start.until(this.end).days }, (_, days) => this.start.add({ days }));
  }

  /** The text form that `from` reads. */
  toString(): string {
    const { start, end, unit } = this;
    switch (unit) {
      case "year":
        return start.toString().slice(0, "2026".length);
      case "month":
        return start.toString().slice(0, "2026-11".length);
      case "week":
        return `${digits(start.yearOfWeek, 4)}-W${digits(start.weekOfYear, 2)}`;
      case "day":
        return start.toString();
      case undefined:
        return `${start}-${end}`;
    }
  }
}

/** How many days of the same week, month or year lie before a day. */
function daysBefore({ dayOfWeek, day, dayOfYear }: Spec.PlainDate, unit: IntervalUnit): number {
  switch (unit) {
    case "day":
      return 0;
    case "week":
      return dayOfWeek - 1;
    case "month":
      return day - 1;
    case "year":
      return dayOfYear - 1;
  }
}

function firstDay(unit: IntervalUnit, date: string, week = ""): Spec.PlainDate {
  switch (unit) {
    case "year":
      return PlainDate.from(`${date}-01-01`);
    case "month":
      return PlainDate.from(`${date}-01`);
    case "day":
      return PlainDate.from(date);
    case "week":
      return firstDayOfWeek(Number(date), Number(week));
  }
}

/** @see https://en.wikipedia.org/wiki/ISO_week_date: the 4th of January is always in the first week. */
function firstDayOfWeek(year: number, week: number): Spec.PlainDate {
  const start = DateInterval.containing(PlainDate.from({ year, month: 1, day: 4 }), "week").start.add({
    weeks: week - 1,
  });
  if (start.weekOfYear !== week || start.yearOfWeek !== year) throw new RangeError(`${year} has no week ${week}.`);
  return start;
}

function digits(value: number | undefined, length: number): string {
  return String(value).padStart(length, "0");
}
