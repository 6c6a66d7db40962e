import type { PlanTask } from "../../protocol/plan.ts";
import type { PlannedTask } from "../worker/worker-api.ts";

/** A planned task as anybody may see it. */
export function publicTask(task: PlannedTask): PlanTask {
  const { secrets: _secrets, policy: _policy, batchKey: _batchKey, ...shown } = task;
  return shown;
}
