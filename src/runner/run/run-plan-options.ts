import type { PlannedTask } from "../worker/worker-api.ts";
import type { Executor } from "./executor.ts";
import type { MakeAttemptOptions } from "./make-attempt.ts";

/** What a run of a plan needs. */
export interface RunPlanOptions extends MakeAttemptOptions {
  readonly runId: string;
  readonly tasks: readonly PlannedTask[];
  readonly executor: Executor;
  /** Gives up on a task that another run holds, instead of waiting for it. */
  readonly noWait: boolean;
  readonly signal: AbortSignal;
  /** Aborted: nothing new starts, and what runs comes to its end. */
  readonly drain: AbortSignal;
  /** Asks for news before something starts: whoever wishes it aborts `drain`. */
  readonly look?: (() => void) | undefined;
  /** What is claimed, let go of and emitted in it would survive the death of this process when it returns. */
  together<T>(work: () => T): T;
  /** Takes out of tasks that running ones ask for what is not to be tried again. */
  disable(tasks: readonly PlannedTask[]): readonly PlannedTask[];
}
