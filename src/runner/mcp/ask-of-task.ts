import { z } from "zod";
import type { RangeAsk, TaskAsk } from "../../protocol/panel-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { didYouMean } from "../project/did-you-mean.ts";
import { UserError } from "../run/user-error.ts";

/** How a tool is told which task is meant. */
export const TASK_SHAPE = {
  task: z.string().describe("the name of a task class, as graph_query gives it"),
  parameters: z
    .record(z.string(), z.string())
    .default({})
    .describe('its parameters in text form, by name, such as {"date": "2026-11-20"}'),
};

/** How a tool is told a range of tasks. */
export const RANGE_SHAPE = {
  from: z.string().describe("the first value of the range, included, in the parameter's text form"),
  to: z.string().describe("the last value of the range, included"),
  over: z.string().optional().describe("the parameter that the range runs over, where several could"),
};

export interface TaskWords {
  readonly task: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

const RANGED: ReadonlySet<string> = new Set(["year", "month", "week", "date", "dateHour", "dateMinute", "dateSecond"]);

/**
 * Reads what a tool was told.
 *
 * @throws UserError when there is no such class, or it is not clear what the range runs over
 */
export function askOfTask({ tasks }: TaskIndex, words: TaskWords): TaskAsk {
  const { task: family, parameters: params, from, to, over, ...how } = words;
  const task = tasks.find((each) => each.family === family);
  if (task === undefined) {
    const names = tasks.map((each) => each.family);
    throw new UserError(`There is no task class ${family}. ${didYouMean(family, names) ?? "graph_query lists them."}`);
  }
  if (from === undefined && to === undefined) return { family, params };
  if (from === undefined || to === undefined) throw new UserError("A range needs both of its ends: from and to.");
  const candidates = task.parameters.filter(({ name, type }) => RANGED.has(type) && params[name] === undefined);
  const chosen = over ?? (candidates.length === 1 ? candidates[0]?.name : undefined);
  if (chosen === undefined) {
    const named = candidates.map(({ name }) => name).join(", ");
    throw new UserError(
      candidates.length === 0
        ? `${family} has no date, month, hour or the like to go over.`
        : `${family} has several parameters to go over: say which with \`over\`: ${named}.`,
    );
  }
  const range: RangeAsk = { over: chosen, from, to, reverse: how.reverse, limit: how.limit };
  return { family, params, range };
}
