import type { AnyTask, OutputOf } from "../framework/requirements.ts";
import type { RunStatus, TaskStatus, Trouble } from "../protocol/run-event.ts";

/** How one task of a test run ended. */
export interface EndedTask {
  readonly taskId: string;
  readonly family: string;
  /** The parameters as text, the private ones left out. */
  readonly params: Readonly<Record<string, string>>;
  readonly status: TaskStatus;
  /** With `pending`: which kinds of trouble stand above it. */
  readonly blockedBy?: readonly Trouble[];
  /** How often it was tried: more than once where its class has `retries` and it failed. */
  readonly attempts: number;
  /** What was thrown by its last attempt, as it was. */
  readonly error?: unknown;
  /** What its last attempt said by `this.log`, `this.message` and `this.trackingUrl`. */
  readonly log: readonly string[];
  /** What its last attempt said by `this.progress`. */
  readonly progress: readonly number[];
}

/** How a test run ended. */
export interface TestRun<T extends AnyTask> {
  readonly status: RunStatus;
  /** The output of the task that was asked for; what it holds can be read, or found missing. */
  readonly output: OutputOf<T>;
  /** Every task of the run, each after what it requires. What stands below a complete task is not looked at. */
  readonly tasks: readonly EndedTask[];
  readonly warnings: readonly string[];
  /** The files there are now, for the `files` of another run. Empty with `root`, where they are on the disk. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /**
   * How a task ended, by its class and parameters: any instance will do.
   *
   * @throws Error when it was no part of the run
   */
  of(task: AnyTask): EndedTask;
  /** The output of any task, as this run left it. */
  outputOf<O extends AnyTask>(task: O): OutputOf<O>;
}
