import type { Task } from "../../framework/task.ts";
import type { PlanAction, PlanSummary } from "../../protocol/plan.ts";
import type { PlannedRange, PlannedTask, PlanOutcome } from "../worker/worker-api.ts";
import { placeTasks } from "./place-tasks.ts";
import { plannedTask } from "./planned-task.ts";

export interface PlanOptions {
  readonly range?: Omit<PlannedRange, "left">;
  /** How many of the incomplete roots to take; all when absent. */
  readonly limit?: number;
  /** Takes the plan's tasks in portions, in the order in which they would run. */
  tell(tasks: PlannedTask[]): void;
}

const PORTION = 1000;

/**
 * Works out what a run would do, and why.
 *
 * @param roots what was asked for
 */
export async function planTasks(roots: readonly Task[], { range, limit, tell }: PlanOptions): Promise<PlanOutcome> {
  const { ordered, warnings, left } = await placeTasks(roots, limit);
  const planned = await Promise.all(ordered.map(plannedTask));
  for (let start = 0; start < planned.length; start += PORTION) tell(planned.slice(start, start + PORTION));
  return { summary: summarise(planned), warnings, range: range && { ...range, left } };
}

/** Counts what would happen. */
export function summarise(planned: readonly PlannedTask[]): PlanSummary {
  const count = (action: PlanAction) => planned.reduce((sum, task) => sum + (task.action === action ? 1 : 0), 0);
  return {
    complete: count("skip"),
    toRun: count("run"),
    missingExternal: count("waitForExternal"),
    schedulingErrors: count("schedulingError"),
  };
}
