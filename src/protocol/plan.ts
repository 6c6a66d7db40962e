import type { TaskError, TaskRef } from "./run-event.ts";

/**
 * What the runner would do with a task. `schedulingError`: it can not be placed, `reason` says why. `disabled`: it failed
 * so often that it is not tried again by itself.
 */
export type PlanAction = "run" | "skip" | "waitForExternal" | "schedulingError" | "disabled";

export interface PlanTask extends TaskRef {
  readonly action: PlanAction;
  /** In words: `complete`, `output data/a.csv does not exist`, … */
  readonly reason: string;
  /** The taskIds it directly requires; empty for a complete task, which is not looked below (but by `--deep`). */
  readonly requires: readonly string[];
  /** What its outputs are called: paths for local files. */
  readonly outputs: readonly string[];
  /** Lent by what needs it: never lower than theirs. */
  readonly priority: number;
  /** What it uses while it runs, by name; absent when nothing. */
  readonly resources?: Readonly<Record<string, number>>;
  /** Only with `schedulingError` and `disabled`. */
  readonly error?: TaskError;
}

export interface PlanSummary {
  readonly complete: number;
  readonly toRun: number;
  readonly missingExternal: number;
  readonly schedulingErrors: number;
  readonly disabled: number;
}
