import { addUnits, firstWeek, mondayOf, unitText } from "./calendar.ts";
import type { RangeUnit } from "./parameter-description.ts";

/** Both ends included, in the text form of the range parameter. */
export interface RangeEnds {
  readonly from: string;
  readonly to: string;
}

/** From the coarsest to the finest; a week is parted into days, and no month is parted into weeks. */
const UNITS: readonly RangeUnit[] = ["year", "month", "week", "day", "hour", "minute", "second"];

/** A period as it is written: 2026, 2026-11, 2026-W47, 2026-11-24, 2026-11-24T10, 2026-11-24T1005, 2026-11-24T100501. */
const PERIOD = /^(\d{4})(?:-W(\d{2})|(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?:(\d{2})(\d{2})?)?)?)?)?)$/;

const LAST = /^(?:last\s+)?(\d+)\s*(y|years?|mo|months?|w|weeks?|d|days?|h|hours?|min|minutes?|s|seconds?)$/;

const DAY_MS = 86_400_000;

/**
 * Reads a range as people write it: `2026-01-05..2026-01-20`, whole periods (`2026-01`, `2026-01..2026-03`, `2026-W05`),
 * or `last 30d`: the days before today, since a day that goes on is not whole yet. What is written coarser than the
 * parameter counts is taken with all of it.
 *
 * @param unit the step of the range parameter
 * @param now for `last`; its local time counts
 * @returns the ends, or in words what is wrong
 * @example readRangeText("2026-01..2026-03", "day", new Date()) // { from: "2026-01-01", to: "2026-03-31" }
 */
export function readRangeText(text: string, unit: RangeUnit, now: Date): RangeEnds | string {
  const trimmed = text.trim();
  const last = LAST.exec(trimmed);
  if (last !== null) return readLast(Number(last[1]), unitOf(last[2] as string), unit, now);
  const [first = "", second = first, ...more] = trimmed.split("..");
  const [from, to] = [readPeriod(first), readPeriod(second)];
  if (from === undefined || to === undefined || more.length > 0)
    return `"${text}" is no range; expected one like ${exampleOf(unit)}, 2026-01..2026-03 or "last 30d"`;
  for (const period of [from, to]) if (!isPartedInto(period.unit, unit)) return misfit(text, period.unit, unit);
  return { from: unitText(from.start, unit), to: unitText(addUnits(endOf(to), unit, -1), unit) };
}

function readLast(count: number, asked: RangeUnit, unit: RangeUnit, now: Date): RangeEnds | string {
  if (count === 0) return "a range of nothing; expected one from 1 on, like 30d";
  if (!isPartedInto(asked, unit)) return misfit(`last ${count} ${asked}s`, asked, unit);
  const local = now.getTime() - now.getTimezoneOffset() * 60_000;
  const end = startOf(local, asked);
  return { from: unitText(addUnits(end, asked, -count), unit), to: unitText(addUnits(end, unit, -1), unit) };
}

interface Period {
  /** Its first moment: of the wall clock, counted as if that were UTC. */
  readonly start: number;
  readonly unit: RangeUnit;
}

function readPeriod(text: string): Period | undefined {
  const [, year, week, month, day, hour, minute, second] = PERIOD.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const unit = UNITS.filter((each) => each !== "week")[[month, day, hour, minute, second].filter(Boolean).length];
  const period: Period =
    week === undefined
      ? {
          start: Date.UTC(+year, +(month ?? 1) - 1, +(day ?? 1), +(hour ?? 0), +(minute ?? 0), +(second ?? 0)),
          unit: unit as RangeUnit,
        }
      : { start: firstWeek(+year) + (+week - 1) * 7 * DAY_MS, unit: "week" };
  // 2026-02-30 would be a day of March.
  return unitText(period.start, period.unit) === text.trim() ? period : undefined;
}

function endOf({ start, unit }: Period): number {
  return addUnits(start, unit, 1);
}

function isPartedInto(coarse: RangeUnit, fine: RangeUnit): boolean {
  if (fine === "week") return coarse === "week";
  return UNITS.indexOf(coarse) <= UNITS.indexOf(fine);
}

function misfit(text: string, given: RangeUnit, unit: RangeUnit): string {
  return `"${text}" counts in ${given}s, and the parameter in ${unit}s; expected a range like ${exampleOf(unit)}`;
}

function exampleOf(unit: RangeUnit): string {
  const start = Date.UTC(2026, 0, 5);
  return `${unitText(start, unit)}..${unitText(addUnits(start, unit, 9), unit)}`;
}

function startOf(time: number, unit: RangeUnit): number {
  if (unit === "week") return mondayOf(time);
  return (readPeriod(unitText(time, unit)) as Period).start;
}

function unitOf(word: string): RangeUnit {
  const short: Readonly<Record<string, RangeUnit>> = { mo: "month", min: "minute" };
  return short[word] ?? (UNITS.find((unit) => unit.startsWith(word.replace(/s$/, "") || "s")) as RangeUnit);
}
