import { DateHourParameter } from "../../../framework/parameters/date-hour-parameter.ts";
import { DateIntervalParameter } from "../../../framework/parameters/date-interval-parameter.ts";
import { DateMinuteParameter } from "../../../framework/parameters/date-minute-parameter.ts";
import { DateParameter } from "../../../framework/parameters/date-parameter.ts";
import { DateSecondParameter } from "../../../framework/parameters/date-second-parameter.ts";
import { MonthParameter } from "../../../framework/parameters/month-parameter.ts";
import type { Parameter } from "../../../framework/parameters/parameter.ts";
import { YearParameter } from "../../../framework/parameters/year-parameter.ts";
import type { TaskRef } from "../../../protocol/run-event.ts";

/** A text form of dates, and the parameter that counts them. */
interface Sequence {
  readonly pattern: RegExp;
  readonly parameter: Parameter<any>;
}

const SEQUENCES: readonly Sequence[] = [
  { pattern: /^\d{4}-\d{2}-\d{2}$/, parameter: DateParameter() },
  { pattern: /^\d{4}-\d{2}$/, parameter: MonthParameter() },
  { pattern: /^\d{4}-W\d{2}$/, parameter: DateIntervalParameter({ unit: "week" }) },
  { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}$/, parameter: DateHourParameter() },
  { pattern: /^\d{4}-\d{2}-\d{2}T\d{4}$/, parameter: DateMinuteParameter() },
  { pattern: /^\d{4}-\d{2}-\d{2}T\d{6}$/, parameter: DateSecondParameter() },
  { pattern: /^\d{4}$/, parameter: YearParameter() },
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
  const dates = Object.keys(params).filter((name) => sequenceOf(params[name] ?? "") !== undefined);
  return dates.find((name) => params[name]?.includes("-")) ?? dates[0];
}

/** Is a date the next one after another of its kind? */
function follows(earlier: string, later: string): boolean {
  const parameter = sequenceOf(earlier)?.parameter;
  if (parameter?.range === undefined) return false;
  try {
    return parameter.format(parameter.range.next(parameter.parse(earlier))) === later;
  } catch {
    // It looks like a date and is none, as a text may.
    return false;
  }
}

function sequenceOf(text: string): Sequence | undefined {
  return SEQUENCES.find(({ pattern }) => pattern.test(text));
}
