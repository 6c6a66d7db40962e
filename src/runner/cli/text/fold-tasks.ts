import { Temporal } from "../../../framework/temporal.ts";
import type { TaskRef } from "../../../protocol/run-event.ts";

/** A text form of dates, and the one that follows. */
interface Sequence {
  readonly pattern: RegExp;
  next(text: string): string;
}

const SEQUENCES: readonly Sequence[] = [
  { pattern: /^\d{4}-\d{2}-\d{2}$/, next: (text) => Temporal.PlainDate.from(text).add({ days: 1 }).toString() },
  { pattern: /^\d{4}-\d{2}$/, next: (text) => Temporal.PlainYearMonth.from(text).add({ months: 1 }).toString() },
  {
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}$/,
    next: (text) => Temporal.PlainDateTime.from(`${text}:00`).add({ hours: 1 }).toString().slice(0, 13),
  },
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
    if (last !== undefined && sequenceOf(value)?.pattern.test(last.to) && sequenceOf(last.to)?.next(last.to) === value)
      last.to = value;
    else ranges.push({ from: value, to: value });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}…${to}`));
}

function written(family: string, params: TaskRef["params"]): string {
  return `${family}(${Object.entries(params)
    .map(([name, text]) => `${name}=${text}`)
    .join(", ")})`;
}

/** The parameter that is folded: the first that looks like a date. */
function dateOf(params: TaskRef["params"]): string | undefined {
  return Object.keys(params).find((name) => sequenceOf(params[name] ?? "") !== undefined);
}

function sequenceOf(text: string): Sequence | undefined {
  return SEQUENCES.find(({ pattern }) => pattern.test(text));
}
