import type { RunState } from "../../protocol/run-state.ts";
import { taskName } from "./task-name.ts";

export interface RunProgress {
  /** Tasks that came to their end, of those that were to run. */
  readonly done: number;
  readonly total: number;
  /** From 0 to 1, with the progress that running tasks tell of themselves. */
  readonly fraction: number;
  readonly running: readonly string[];
}

const TO_COME: ReadonlySet<string> = new Set(["waiting", "running", "retrying"]);

/** How far the runs in progress are, taken together. What was complete from the start counts neither as work nor as done. */
export function runProgress(runs: readonly RunState[]): RunProgress {
  let done = 0;
  let total = 0;
  let parts = 0;
  const running: string[] = [];
  for (const task of runs.flatMap((run) => [...run.tasks.values()])) {
    if (task.status === "alreadyComplete") continue;
    total++;
    if (!TO_COME.has(task.status)) done++;
    if (task.status !== "running") continue;
    parts += task.progress ?? 0;
    running.push(task.message === undefined ? taskName(task) : `${taskName(task)}: ${task.message}`);
  }
  return { done, total, fraction: total === 0 ? 0 : (done + parts) / total, running };
}
