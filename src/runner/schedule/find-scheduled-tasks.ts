import { parameterFlag } from "../../protocol/parameter-flag.ts";
import { scheduleProblem } from "../../protocol/schedule-problem.ts";
import type { ParameterDeclaration, TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import type { ProjectConfig } from "../project/project-config.ts";
import { UserError } from "../run/user-error.ts";
import type { ScheduledTask } from "./scheduled-task.ts";

/** The value of a date that nobody gives: the last one that is over when the task starts. */
const LAST_VALUES: Readonly<Record<string, string>> = {
  date: "yesterday",
  month: "last-month",
  year: "last-year",
  dateHour: "last-hour",
  dateMinute: "last-minute",
  dateSecond: "last-second",
};

const LAST_INTERVALS: Readonly<Record<string, string>> = {
  day: "yesterday",
  week: "last-week",
  month: "last-month",
  year: "last-year",
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
  const dates = open.filter((parameter) => lastValueOf(parameter) !== undefined);
  const others = open.filter((parameter) => lastValueOf(parameter) === undefined);
  if (others.length > 0) throw new UserError(noValue(task, others));
  const schedule = text.trim().replaceAll(/\s+/g, " ");
  if (last !== undefined && dates.length === 1)
    return { family, file, line, schedule, words: ["backfill", family, "--last", last] };
  const flags = dates.flatMap((parameter) => [parameterFlag(parameter.name), lastValueOf(parameter) as string]);
  return { family, file, line, schedule, words: ["run", family, ...flags] };
}

function lastValueOf({ type, unit }: ParameterDeclaration): string | undefined {
  return type === "dateInterval" ? LAST_INTERVALS[unit ?? ""] : LAST_VALUES[type];
}

function noValue({ family, file, line }: TaskClass, parameters: readonly ParameterDeclaration[]): string {
  const names = parameters.map(({ name }) => `"${name}"`).join(", ");
  const name = parameters[0]?.name;
  return (
    `${file}:${line}: ${family} is to run by itself, and nothing says what its ${parameters.length === 1 ? "parameter" : "parameters"} ${names} should be. ` +
    `Give a default, or a value in pipewright.config.json: {"parameters": {"${family}": {"${name}": "…"}}}.`
  );
}
