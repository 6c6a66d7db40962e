import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { TaskRef } from "../../protocol/run-event.ts";
import type { RunRequest } from "../run/run-request.ts";

/** Tells of tasks whether some flags mean them; parameters that were left out may have any value. */
export function isMeant(
  { family, params, range }: Pick<RunRequest, "family" | "params" | "range">,
  { parameters }: Pick<TaskDescription, "parameters">,
): (task: TaskRef) => boolean {
  const over = range && (range.over ?? parameters.find(({ unit }) => unit !== undefined)?.name);
  return (task) =>
    task.family === family &&
    Object.entries(params).every(([name, text]) => task.params[name] === text) &&
    (range === undefined || over === undefined || isWithin(task.params[over] ?? "", range));
}

/** Texts of one unit are in the order of what they mean. */
function isWithin(value: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return value >= from && value <= to;
}
