import type { RangeUnit } from "../../../protocol/parameter-description.ts";
import { shiftValue } from "../../../protocol/range-values.ts";
import type { TaskRef } from "../../../protocol/run-event.ts";

/** The text forms of dates. */
const DATES: readonly (readonly [form: RegExp, unit: RangeUnit])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, "day"],
  [/^\d{4}-\d{2}$/, "month"],
  [/^\d{4}-W\d{2}$/, "week"],
  [/^\d{4}-\d{2}-\d{2}T\d{2}$/, "hour"],
  [/^\d{4}-\d{2}-\d{2}T\d{4}$/, "minute"],
  [/^\d{4}-\d{2}-\d{2}T\d{6}$/, "second"],
  [/^\d{4}$/, "year"],
];

/**
 * Names many tasks in few words: those that differ only in a date that follows another become one range.
 *
 * @returns texts like `DumpSales(date=2019-04-21…2019-04-26)`, in the order of their first tasks
 */
export function foldTasks(tasks: readonly TaskRef[]): string[] {
  const groups = Map.groupBy(tasks, ({ family, params }) =>
    JSON.stringify([family, { ...params, [dateOf(params) ?? ""]: "" }]),
  );
  return [...groups.values()].flatMap((group) => {
    const [{ family, params }] = group as [TaskRef, ...TaskRef[]];
    const date = dateOf(params);
    if (date === undefined) return group.map((task) => written(task.family, task.params));
    const values = [...new Set(group.map((task) => task.params[date] ?? ""))].sort();
    return foldDates(values).map((range) => written(family, { ...params, [date]: range }));
  });
}

/**
 * Writes dates that follow each other as ranges.
 *
 * @param values in order
 * @example foldDates(["2026-11-01", "2026-11-02", "2026-11-05"]) // ["2026-11-01…2026-11-02", "2026-11-05"]
 */
export function foldDates(values: readonly string[]): string[] {
  const ranges: { from: string; to: string }[] = [];
  for (const value of values) {
    const last = ranges.at(-1);
    if (last !== undefined && follows(last.to, value)) last.to = value;
    else ranges.push({ from: value, to: value });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}…${to}`));
}

function written(family: string, params: TaskRef["params"]): string {
  return `${family}(${Object.entries(params)
    .map(([name, text]) => `${name}=${text}`)
    .join(", ")})`;
}

/** The parameter that is folded: the first that looks like a date, or like a year, as many a number does. */
function dateOf(params: TaskRef["params"]): string | undefined {
  const dates = Object.keys(params).filter((name) => unitOf(params[name] ?? "") !== undefined);
  return dates.find((name) => params[name]?.includes("-")) ?? dates[0];
}

/** Is a date the next one after another of its kind? */
function follows(earlier: string, later: string): boolean {
  const unit = unitOf(earlier);
  // It may look like a date and be none: that comes back as another one.
  return unit !== undefined && shiftValue(unit, earlier, 0) === earlier && shiftValue(unit, earlier, 1) === later;
}

function unitOf(text: string): RangeUnit | undefined {
  return DATES.find(([form]) => form.test(text))?.[1];
}
