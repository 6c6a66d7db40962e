import type { RangeUnit } from "../../protocol/parameter-description.ts";
import { shiftValue, valueAt } from "../../protocol/range-values.ts";

const WORD = /^(?:(today|yesterday)|(this|last)-(year|month|week|day|hour|minute|second))$/;

/**
 * The date that a word stands for: `today`, `yesterday`, `this-month`, `last-hour` and so on. `last` is the one that is
 * over, `this` the one that goes on.
 *
 * @param unit of the parameter; a word of another unit is no value of it
 * @param now its local time counts
 * @returns the date in the parameter's text form; `undefined` where the text is no such word
 * @example recentValue("last-month", "month") // "2026-10" in November of 2026
 */
export function recentValue(text: string, unit: RangeUnit, now = new Date()): string | undefined {
  const [, day, which, named = "day"] = WORD.exec(text) ?? [];
  if ((day ?? which) === undefined || named !== unit) return undefined;
  const isOver = (day ?? which) === "yesterday" || which === "last";
  return shiftValue(unit, valueAt(unit, now), isOver ? -1 : 0);
}
