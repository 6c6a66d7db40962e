import type { OutputFact } from "./output-fact.ts";
import type { PlanSummary, PlanTask } from "./plan.ts";
import type { PodPlace } from "./pod-place.ts";

/**
 * The only truth about a run: facts in the past tense, append-only, plain JSON. The console, the history, the
 * extension and the panel are readers of this one stream. `--json` prints it, one event a line.
 */
export type RunEvent =
  | RunStarted
  | TasksPlanned
  | RunPlanned
  | TaskStarted
  | PodStarted
  | TaskProgressed
  | TaskMessaged
  | TaskTracked
  | AttemptFailed
  | TaskFinished
  | Warned
  | RunFinished;

export type RunStatus = "success" | "failed" | "missingExternal" | "cancelled" | "schedulingError";

/** What became of a task in a run. `pending`: it could not start; `blockedBy` says which trouble stands above it. */
export type TaskStatus =
  | "alreadyComplete"
  | "ran"
  | "failed"
  | "missingExternal"
  | "pending"
  | "cancelled"
  | "disabled"
  | "runElsewhere"
  | "schedulingError";

/** The kinds of trouble that keep what needs the task from starting. */
export type Trouble = Exclude<TaskStatus, "alreadyComplete" | "ran" | "pending">;

/** One task: a class and the values of its parameters in text form, the private ones left out. */
export interface TaskRef {
  readonly taskId: string;
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface TaskError {
  readonly message: string;
  readonly stack?: string;
  /** What the error that was thrown calls itself: `ENOSPC`, `ECONNREFUSED`, …; its cause does, where it does not. */
  readonly code?: string;
  /** The line of the user's own code that threw, source-mapped. */
  readonly location?: CodeLocation;
}

/** `file` is absolute; line and column are 1-based. */
export interface CodeLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Fact {
  /** When it happened: ISO 8601, UTC, milliseconds. */
  readonly time: string;
}

export interface RunStarted extends Fact {
  readonly event: "runStarted";
  readonly runId: string;
  readonly command: "run" | "backfill";
  /** What was asked: the class, the parameters given, and the range of a backfill. */
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly range?: { readonly over: string; readonly from: string; readonly to: string };
  /** With a range: the backfill that this is a run of. */
  readonly backfillId?: string;
  readonly workers: number;
  /** Absent where tasks run in processes of this machine. */
  readonly on?: "kubernetes";
  readonly pid: number;
}

/** A part of the plan, in order; several follow each other in a big run. */
export interface TasksPlanned extends Fact {
  readonly event: "tasksPlanned";
  readonly tasks: readonly PlanTask[];
  /** By family, the hash of the code that these tasks are made by. */
  readonly code?: Readonly<Record<string, string>>;
}

/** The plan is whole. */
export interface RunPlanned extends Fact, PlanSummary {
  readonly event: "runPlanned";
}

/** An attempt at a task began. */
export interface TaskStarted extends Fact {
  readonly event: "taskStarted";
  readonly taskId: string;
  /** From 1. */
  readonly attempt: number;
  /** Which worker of the pool, from 0. */
  readonly worker: number;
  /** The worker's process; absent where it could not be started. */
  readonly pid?: number;
  /** The attempt's log, relative to the project's folder. */
  readonly log: string;
  /** Where its process waits for a debugger, on this machine. */
  readonly debugPort?: number;
  /** The taskId of the first of the tasks that one `run()` makes together; absent when it is made alone. */
  readonly batch?: string;
}

/** The pod that makes an attempt has its node, and begins. */
export interface PodStarted extends Fact, PodPlace {
  readonly event: "podStarted";
  readonly taskId: string;
  readonly attempt: number;
}

export interface TaskProgressed extends Fact {
  readonly event: "taskProgressed";
  readonly taskId: string;
  /** From 0 to 1. */
  readonly fraction: number;
}

export interface TaskMessaged extends Fact {
  readonly event: "taskMessaged";
  readonly taskId: string;
  readonly text: string;
}

export interface TaskTracked extends Fact {
  readonly event: "taskTracked";
  readonly taskId: string;
  readonly url: string;
}

/** An attempt failed and another one follows. */
export interface AttemptFailed extends Fact {
  readonly event: "attemptFailed";
  readonly taskId: string;
  readonly attempt: number;
  readonly error: TaskError;
  readonly retryAt: string;
}

/** How a task of a run ended; one for each task. */
export interface TaskResult extends TaskRef {
  readonly status: TaskStatus;
  /** With `pending`; empty: nothing stands above it, it was merely not reached. */
  readonly blockedBy?: readonly Trouble[];
  /** With `pending`: the taskIds of the tasks in trouble, the nearest first. */
  readonly blockedByTasks?: readonly string[];
  readonly attempts: number;
  /** From the start of its first attempt to the end of its last. */
  readonly durationMs: number;
  readonly error?: TaskError;
}

/** A task that was to run came to its end. Complete tasks have none: their end stands in the plan. */
export interface TaskFinished extends Fact, TaskResult {
  readonly event: "taskFinished";
  /** With `ran`: what it made. */
  readonly made?: readonly OutputFact[];
  /** The taskIds of what it asked for while it ran; absent where it asked for nothing. */
  readonly asked?: readonly string[];
}

export interface Warned extends Fact {
  readonly event: "warned";
  readonly message: string;
  readonly taskId?: string;
}

export interface RunFinished extends Fact {
  readonly event: "runFinished";
  readonly runId: string;
  readonly status: RunStatus;
  readonly durationMs: number;
  readonly tasks: readonly TaskResult[];
}
