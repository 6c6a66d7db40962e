import type { PlannedTask } from "../worker/worker-api.ts";
import type { RunRequest } from "./run-request.ts";

/** What was asked, less the values that nobody may see. */
export function publicParams(
  { family, params }: Pick<RunRequest, "family" | "params">,
  tasks: readonly PlannedTask[],
): Record<string, string> {
  const secrets = tasks.find((task) => task.family === family)?.secrets ?? {};
  return Object.fromEntries(Object.entries(params).filter(([name]) => !Object.hasOwn(secrets, name)));
}
