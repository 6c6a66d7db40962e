import type { PlanAction, PlanSummary, PlanTask } from "../../protocol/plan.ts";

/** Counts what would happen. */
export function summarise(planned: readonly PlanTask[]): PlanSummary {
  const count = (action: PlanAction) => planned.reduce((sum, task) => sum + (task.action === action ? 1 : 0), 0);
  return {
    complete: count("skip"),
    toRun: count("run"),
    missingExternal: count("waitForExternal"),
    schedulingErrors: count("schedulingError"),
    disabled: count("disabled"),
  };
}
