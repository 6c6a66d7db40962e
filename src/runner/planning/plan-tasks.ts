import type { Task } from "../../framework/task.ts";
import type { PlannedRange, PlannedTask, PlanOutcome } from "../worker/worker-api.ts";
import { type PlaceOptions, placeTasks } from "./place-tasks.ts";
import { plannedTask } from "./planned-task.ts";

export interface PlanOptions extends PlaceOptions {
  readonly range?: Omit<PlannedRange, "left">;
  /** Takes the plan's tasks in portions, in the order in which they would run. */
  tell(tasks: PlannedTask[]): void;
}

const PORTION = 1000;

/**
 * Works out what a run would do, and why.
 *
 * @param roots what was asked for
 */
export async function planTasks(roots: readonly Task[], { range, tell, ...place }: PlanOptions): Promise<PlanOutcome> {
  const { ordered, warnings, left } = await placeTasks(roots, place);
  const planned = await Promise.all(ordered.map(plannedTask));
  for (let start = 0; start < planned.length; start += PORTION) tell(planned.slice(start, start + PORTION));
  return { warnings, range: range && { ...range, left } };
}
