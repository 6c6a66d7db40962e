import { flattenTargets } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";

/** @throws Error when a task that is about to use what others made would not find it */
export async function checkComplete(required: readonly Task[]): Promise<void> {
  const missing: string[] = [];
  for (const task of required) {
    if (!(await task.complete()))
      missing.push(`  ${task}: ${(await missingTargets(task)).join(", ") || "not complete"}`);
  }
  if (missing.length > 0) throw new Error(`Unfulfilled requirement at run time:\n${missing.join("\n")}`);
}

/** @throws Error when a task that has run has not made what it promised */
export async function checkOutputs(task: Task): Promise<void> {
  if (await task.complete()) return;
  const missing = await missingTargets(task);
  // A task without output is never complete; the plan has warned of it.
  if (missing.length === 0 && flattenTargets(task.output()).length === 0) return;
  const list = missing.length > 0 ? `these outputs do not exist: ${missing.join(", ")}` : "complete() still says no";
  throw new Error(`run() ended but ${list}.`);
}

async function missingTargets(task: Task): Promise<string[]> {
  const missing: string[] = [];
  for (const target of flattenTargets(task.output())) {
    if (!(await target.exists())) missing.push(targetName(target) ?? target.constructor.name);
  }
  return missing;
}
