import type { Parameter } from "../../framework/parameters/parameter.ts";
import type { ValueRange } from "../../framework/parameters/range.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { RangeRequest } from "../run/run-request.ts";
import type { TaskClass } from "../worker/task-module.ts";
import type { PlannedRange, PlanRequest } from "../worker/worker-api.ts";
import { RequestError } from "./request-error.ts";

/** The tasks that a request asks for by name. */
export interface RootTasks {
  readonly roots: readonly Task[];
  readonly range?: Omit<PlannedRange, "left">;
  /** How many of the incomplete roots to run; all when absent. */
  readonly limit?: number;
}

/**
 * Makes the task that was asked for, or one for each value of a range, both ends included.
 *
 * @throws RequestError when the range makes no sense for the task
 * @throws ParameterError when a value is missing or wrong
 */
export function rootTasks(Task: TaskClass, { family, params, range }: PlanRequest): RootTasks {
  if (range === undefined) return { roots: [new Task(params)] };
  const { name, parameter, counted } = rangeParameter(family, Task.parameters, range.over);
  if (Object.hasOwn(params, name)) {
    throw new RequestError(`${family}: the backfill runs over "${name}", so it can not be given a single value too.`);
  }
  const [from, to] = [bound(parameter, "from", range), bound(parameter, "to", range)];
  const whole = counted.values(from, to);
  const only = range.only && new Set(range.only);
  const values = only ? whole.filter((value) => only.has(parameter.format(value))) : whole;
  if (values.length === 0)
    throw new RequestError(`The range is empty: it goes from ${range.from} to ${range.to}, which is earlier.`);
  if (range.reverse) values.reverse();
  const roots = values.map((value) => new Task({ ...params, [name]: value }));
  return {
    roots,
    range: {
      over: name,
      from: parameter.format(from),
      to: parameter.format(to),
      values: roots.map((root) => identityOf(root).params[name] ?? ""),
      taskIds: roots.map((root) => identityOf(root).taskId),
    },
    limit: range.limit,
  };
}

interface RangeParameter {
  readonly name: string;
  readonly parameter: Parameter<unknown>;
  readonly counted: ValueRange<unknown>;
}

function rangeParameter(family: string, parameters: TaskClass["parameters"], over: string | undefined): RangeParameter {
  const ranged = Object.entries(parameters).flatMap(([name, parameter]): RangeParameter[] =>
    parameter.range ? [{ name, parameter, counted: parameter.range }] : [],
  );
  const names = ranged.map(({ name }) => name).join(", ");
  if (ranged.length === 0)
    throw new RequestError(
      `${family} has no parameter that a range could run over: none is a date, a month or an hour.`,
    );
  if (over !== undefined) {
    const chosen = ranged.find(({ name }) => name === over);
    if (chosen === undefined) throw new RequestError(`${family} can not run over "${over}". It can over: ${names}.`);
    return chosen;
  }
  if (ranged.length > 1)
    throw new RequestError(
      `${family} has several parameters that a range could run over. Choose one with --over: ${names}.`,
    );
  return ranged[0] as RangeParameter;
}

function bound(parameter: Parameter<unknown>, end: "from" | "to", range: RangeRequest): unknown {
  try {
    return parameter.parse(range[end]);
  } catch (error) {
    throw new RequestError(`--${end}: ${(error as Error).message}; expected ${parameter.expected}.`);
  }
}
