import type { Temporal as Dates } from "../../framework/temporal.ts";
import type { RangeUnit } from "../../protocol/parameter-description.ts";

const WORD = /^(?:(today|yesterday)|(this|last)-(year|month|week|day|hour|minute|second))$/;

/** How much of 2026-11-24T10:05:01 each unit's text form takes. */
const LENGTHS: Readonly<Record<Exclude<RangeUnit, "week">, number>> = {
  year: 4,
  month: 7,
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
};

/**
 * The date that a word stands for: `today`, `yesterday`, `this-month`, `last-hour` and so on. `last` is the one that is
 * over, `this` the one that goes on.
 *
 * @param unit of the parameter; a word of another unit is no value of it
 * @param now its local time counts; the time that it is when absent
 * @returns the date in the parameter's text form; `undefined` where the text is no such word
 * @example await recentValue("last-month", "month") // "2026-10" in November of 2026
 */
export async function recentValue(
  text: string,
  unit: RangeUnit,
  now?: Dates.PlainDateTime,
): Promise<string | undefined> {
  const [, day, which, named = "day"] = WORD.exec(text) ?? [];
  if ((day ?? which) === undefined || named !== unit) return undefined;
  // Words are rare, and the dates take a third as long to load as Node to start.
  const { Temporal } = await import("../../framework/temporal.ts");
  const isOver = (day ?? which) === "yesterday" || which === "last";
  const time = (now ?? Temporal.Now.plainDateTimeISO()).subtract({ [`${unit}s`]: isOver ? 1 : 0 });
  if (unit === "week") {
    const { DateInterval } = await import("../../framework/parameters/date-interval.ts");
    return DateInterval.containing(time.toPlainDate(), "week").toString();
  }
  return time.toString({ smallestUnit: "second" }).slice(0, LENGTHS[unit]).replaceAll(":", "");
}
