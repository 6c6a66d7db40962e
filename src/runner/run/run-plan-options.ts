import type { Project } from "../project/project.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import type { Claims } from "./claims.ts";
import type { Executor } from "./executor.ts";
import type { UntimedEvent } from "./untimed-event.ts";

/** What a run of a plan needs. */
export interface RunPlanOptions {
  readonly project: Project;
  readonly runId: string;
  readonly tasks: readonly PlannedTask[];
  readonly executor: Executor;
  readonly claims: Claims;
  /** Gives up on a task that another run holds, instead of waiting for it. */
  readonly noWait: boolean;
  readonly signal: AbortSignal;
  /** Aborted: nothing new starts, and what runs comes to its end. */
  readonly drain: AbortSignal;
  /** Asks for news before something starts: whoever wishes it aborts `drain`. */
  readonly look?: (() => void) | undefined;
  emit(event: UntimedEvent): void;
  /** What is claimed, let go of and emitted in it would survive the death of this process when it returns. */
  together<T>(work: () => T): T;
  /** Takes out of tasks that running ones ask for what is not to be tried again. */
  disable(tasks: readonly PlannedTask[]): readonly PlannedTask[];
}
