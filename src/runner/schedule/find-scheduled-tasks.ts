import type { RangeUnit } from "../../protocol/parameter-description.ts";
import { parameterFlag } from "../../protocol/parameter-flag.ts";
import { readRangeText } from "../../protocol/range-text.ts";
import { scheduleProblem } from "../../protocol/schedule-problem.ts";
import type { ParameterDeclaration, TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import type { ProjectConfig } from "../project/project-config.ts";
import { UserError } from "../run/user-error.ts";
import type { ScheduledTask } from "./scheduled-task.ts";

const UNITS: Readonly<Record<string, RangeUnit>> = {
  date: "day",
  month: "month",
  year: "year",
  dateHour: "hour",
  dateMinute: "minute",
  dateSecond: "second",
};

/**
 * The tasks with a `static schedule`, and the command that each of them stands for. A date without a default gets the last
 * value that is over: a task that starts on the 25th makes the 24th.
 *
 * @param last makes what is missing of the last `7d`, `48h`, … each time, instead of the last value alone
 * @throws UserError when a schedule can not be read, or a parameter gets its value from nowhere
 */
export function findScheduledTasks(
  { tasks }: TaskIndex,
  { parameters }: Pick<ProjectConfig, "parameters">,
  last?: string,
): ScheduledTask[] {
  if (last !== undefined && !isLength(last, "second"))
    throw new UserError(`--last: "${last}" is no length of time; expected one like 7d, 48h or 6mo.`);
  return tasks
    .flatMap((task) => (task.schedule === undefined ? [] : [scheduled(task, task.schedule, parameters, last)]))
    .sort((a, b) => (a.family < b.family ? -1 : 1));
}

function scheduled(
  task: TaskClass,
  text: string,
  configured: ProjectConfig["parameters"],
  last: string | undefined,
): ScheduledTask {
  const { family, file, line, parameters } = task;
  const problem = scheduleProblem(text);
  if (problem !== undefined)
    throw new UserError(`${file}:${line}: the schedule "${text}" of ${family} can not be read: ${problem}.`);
  const open = parameters.filter(
    (parameter) => parameter.default === undefined && configured[family]?.[parameter.name] === undefined,
  );
  const dates = open.filter((parameter) => unitOf(parameter) !== undefined);
  const others = open.filter((parameter) => unitOf(parameter) === undefined);
  if (others.length > 0) throw new UserError(noValue(task, others));
  const schedule = text.trim().replaceAll(/\s+/g, " ");
  return { family, file, line, schedule, words: wordsOf(family, dates, last) };
}

function wordsOf(family: string, dates: readonly ParameterDeclaration[], last: string | undefined): string[] {
  const [unit, ...others] = dates.map((parameter) => unitOf(parameter) as RangeUnit);
  const isRange = last !== undefined && unit !== undefined && others.length === 0 && isLength(last, unit);
  if (isRange) return ["backfill", family, "--last", last];
  return ["run", family, ...dates.flatMap((parameter) => [parameterFlag(parameter.name), lastValue(parameter)])];
}

/** There are no last 7 days of months: such a task makes the last month. */
function isLength(text: string, unit: RangeUnit): boolean {
  return typeof readRangeText(`last ${text}`, unit, new Date()) !== "string";
}

/** The last one that is over when the task starts. */
function lastValue(parameter: ParameterDeclaration): string {
  const unit = unitOf(parameter) as RangeUnit;
  return unit === "day" ? "yesterday" : `last-${unit}`;
}

/** @returns `undefined` for what is no date, and for days in a row of any length */
function unitOf({ type, unit }: ParameterDeclaration): RangeUnit | undefined {
  return type === "dateInterval" ? (unit as RangeUnit | undefined) : UNITS[type];
}

function noValue({ family, file, line }: TaskClass, parameters: readonly ParameterDeclaration[]): string {
  const names = parameters.map(({ name }) => `"${name}"`).join(", ");
  const name = parameters[0]?.name;
  return (
    `${file}:${line}: ${family} is to run by itself, and nothing says what its ${parameters.length === 1 ? "parameter" : "parameters"} ${names} should be. ` +
    `Give a default, or a value in pipewright.config.json: {"parameters": {"${family}": {"${name}": "…"}}}.`
  );
}
