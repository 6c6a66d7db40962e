import type { PlannedTask } from "../worker/worker-api.ts";

/**
 * Puts the last task of a plan, which is the one that was asked for, under a debugger: alone in a process that waits for
 * one, with all the time that a person at a breakpoint takes, and no second attempt. What it requires is made as ever.
 */
export function debugLast(tasks: readonly PlannedTask[], debugPort: number): readonly PlannedTask[] {
  const asked = tasks.at(-1);
  if (asked?.action !== "run") return tasks;
  const policy = { ...asked.policy, timeout: undefined, retries: 0, debugPort };
  return [...tasks.slice(0, -1), { ...asked, policy, batchKey: undefined }];
}
