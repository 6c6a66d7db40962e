import type { ParameterDeclaration, TaskClass } from "../../protocol/task-index.ts";
import { parameterProblem } from "./parameter-text.ts";
import type { Translate } from "./translate.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dayOf = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));

/** How many steps from the year 0 a value is, for the types that have ranges. */
const STEPS: Readonly<Record<string, (text: string) => number>> = {
  date: (text) => dayOf(text) / DAY,
  month: monthOf,
  year: Number,
  dateHour: (text) => dayOf(text) / HOUR + Number(text.slice(11, 13)),
  dateMinute: (text) => timeOf(text) / MINUTE,
  dateSecond: (text) => timeOf(text) / 1000,
  dateInterval: stepsOfInterval,
};

/** The parameters that a backfill can go over. Of intervals only the runner knows whether they have a unit. */
export function rangeParameters(task: TaskClass): ParameterDeclaration[] {
  return task.parameters.filter(({ type }) => Object.hasOwn(STEPS, type));
}

type Ranged = Pick<ParameterDeclaration, "type" | "interval" | "min" | "max">;

/** What is wrong with a range, or `undefined`. */
export function rangeProblem(parameter: Ranged, from: string, to: string, t: Translate): string | undefined {
  const problem = parameterProblem(parameter, to, t);
  if (problem !== undefined) return problem;
  if (parameter.type === "dateInterval" && kindOf(from) !== kindOf(to))
    return t("A range goes from a day, week, month or year to another of its kind: {0} and {1} differ.", from, to);
  if (rangeSize(parameter, from, to) >= 1) return undefined;
  return t("The range ends before it begins: {0} is before {1}.", to, from);
}

/** How many values a range has, both ends included where the parameter's interval meets them. */
export function rangeSize({ type, interval = 1 }: Ranged, from: string, to: string): number {
  const steps = STEPS[type];
  return steps === undefined ? 0 : Math.floor((steps(to) - steps(from)) / interval) + 1;
}

/** `2026-11-24T1030`, with seconds or without. */
function timeOf(text: string): number {
  const digits = text.slice(11).replace("H", "").padEnd(6, "0");
  return (
    dayOf(text) +
    Number(digits.slice(0, 2)) * HOUR +
    Number(digits.slice(2, 4)) * MINUTE +
    Number(digits.slice(4)) * 1000
  );
}

type IntervalKind = "year" | "week" | "month" | "day" | "days";

function kindOf(text: string): IntervalKind {
  if (text.includes("W")) return "week";
  const kinds: Readonly<Record<number, IntervalKind>> = { 4: "year", 7: "month", 10: "day" };
  return kinds[text.length] ?? "days";
}

function stepsOfInterval(text: string): number {
  switch (kindOf(text)) {
    case "year":
      return Number(text);
    case "month":
      return monthOf(text);
    case "week": {
      const fourth = Date.parse(`${text.slice(0, 4)}-01-04T00:00:00Z`) / DAY;
      return Math.floor((fourth + 3) / 7) + Number(text.slice(6));
    }
    case "day":
      return dayOf(text) / DAY;
    case "days":
      return Number.NaN;
  }
}
