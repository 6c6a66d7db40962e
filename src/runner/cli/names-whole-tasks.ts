import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { RunRequest } from "../run/run-request.ts";

/** Do some flags name a task, or a range of them, with all that it needs? */
export function namesWholeTasks(
  { params, range }: Pick<RunRequest, "params" | "range">,
  { parameters }: Pick<TaskDescription, "parameters">,
): boolean {
  const over = range && (range.over ?? parameters.find(({ unit }) => unit !== undefined)?.name);
  return parameters.every(({ name, required }) => !required || name === over || Object.hasOwn(params, name));
}
