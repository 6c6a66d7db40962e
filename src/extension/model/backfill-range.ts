import type { ParameterDeclaration, TaskClass } from "../../protocol/task-index.ts";
import { parameterProblem } from "./parameter-text.ts";
import type { Translate } from "./translate.ts";

const DAY = 86_400_000;

/** How many steps from the year 0 a value is, for the types that have ranges. */
const STEPS: Readonly<Record<string, (text: string) => number>> = {
  date: (text) => Date.parse(`${text}T00:00:00Z`) / DAY,
  month: (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)),
  year: Number,
  dateHour: (text) => (Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY) * 24 + Number(text.slice(11, 13)),
};

/** The parameters that a backfill can go over. */
export function rangeParameters(task: TaskClass): ParameterDeclaration[] {
  return task.parameters.filter(({ type }) => Object.hasOwn(STEPS, type));
}

/** What is wrong with a range, or `undefined`. */
export function rangeProblem(type: string, from: string, to: string, t: Translate): string | undefined {
  const problem = parameterProblem(type, to, t);
  if (problem !== undefined) return problem;
  return rangeSize(type, from, to) < 1 ? t("The range ends before it begins: {0} is before {1}.", to, from) : undefined;
}

/** How many values a range has, both ends included. */
export function rangeSize(type: string, from: string, to: string): number {
  const steps = STEPS[type];
  return steps === undefined ? 0 : steps(to) - steps(from) + 1;
}
