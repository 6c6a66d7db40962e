import type { RunPolicy } from "../../framework/run-policy.ts";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { PlanTask } from "../../protocol/plan.ts";
import type { TaskError, TaskRef } from "../../protocol/run-event.ts";
import type { RangeRequest } from "../run/run-request.ts";
import type { OutputsOfTask } from "./look-at-outputs.ts";

/** What a worker process can be asked. It loads one module of the user's and does one thing at a time. */
export interface WorkerApi {
  /** Loads the user's tasks. Told once; whatever else is asked waits for it. */
  load(options: WorkerOptions): void;
  describe(family: string): Promise<Answer<TaskDescription>>;
  /** Tells the plan's tasks in portions by {@link WorkerEvents.planned}, then answers. */
  plan(request: PlanRequest): Promise<Answer<PlanOutcome>>;
  /** What a family's tasks have made. @param params all parameters of each */
  lookAtOutputs(family: string, params: readonly Readonly<Record<string, string>>[]): Promise<Answer<OutputsOfTask[]>>;
  /** Takes back what a task has made that is no file of this machine's. */
  removeOutputs(task: TaskRef): Promise<Answer<void>>;
  execute(attempt: AttemptRequest): Promise<AttemptOutcome>;
  /** Goes on with a suspended attempt: what it asked for is made. */
  resume(taskId: string): Promise<AttemptOutcome>;
  /**
   * Aborts the signal of the attempt in progress.
   *
   * @param why for the task to read, as the signal's reason
   */
  cancel(why: string): void;
}

/** What a worker tells while it works. */
export interface WorkerEvents {
  planned(tasks: PlannedTask[]): void;
  progressed(fraction: number): void;
  messaged(text: string): void;
  tracked(url: string): void;
  warned(message: string): void;
  /** Something was thrown where nothing catches it. Its process ends, unless the user's code has made sure that it does not. */
  uncaught(error: TaskError): void;
  /**
   * Renews the claims on what the attempt in progress makes.
   *
   * @returns until when nobody else can hold them, by `steadyTime`; `undefined` when they are not its runner's any more
   */
  extendClaims(): number | undefined | Promise<number | undefined>;
  /** Which of some tasks that it asks for are to be made again, complete or not: see {@link PlanRequest.stale}. */
  staleAmong(taskIds: string[]): readonly string[] | Promise<readonly string[]>;
}

/** What a worker works on. It starts without knowing, so that one can be started before that is known. */
export interface WorkerOptions {
  /** The bundle with the user's tasks, absolute. */
  readonly module: string;
  /** The project's folder, absolute: it becomes the working folder, and code below it is the user's own. */
  readonly root: string;
  /** The configuration's values of parameters, by family and name. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How much there is of each resource; 1 of one that is not named. */
  readonly resources: Readonly<Record<string, number>>;
  /** Keeps a checksum of each local file that is made. */
  readonly checksums: boolean;
}

/** An expected failure is a value: the user's module can not be loaded, or a parameter is wrong. */
export type Answer<T> = { readonly value: T } | { readonly problem: Problem };

export interface Problem extends TaskError {
  /** `request`: what was asked is wrong. `code`: the user's code is. */
  readonly of: "request" | "code";
}

export interface PlanRequest {
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly range?: RangeRequest;
  /** Looks below complete tasks too. */
  readonly deep?: boolean;
  /** Makes what is asked for again, complete or not. */
  readonly force?: boolean;
  /** Makes nothing that what is asked for requires: that has to be complete. */
  readonly alone?: boolean;
  /** The taskIds of what is made again wherever it is met, complete or not. */
  readonly stale?: readonly string[];
}

/** A task of the plan on its way between our own processes: with the private parameters that no one else sees. */
export interface PlannedTask extends PlanTask {
  readonly secrets: Readonly<Record<string, string>>;
  readonly policy: AttemptPolicy;
  /** Is made whether or not it is complete. */
  readonly again?: true;
  /** Its `run()` is none that could not ask for more while it runs. */
  readonly mayAsk?: true;
  /** Those of its outputs that are files of this machine; absent where none is, or where it is complete. */
  readonly localFiles?: readonly string[];
  /** Tasks with the same one can be made together; absent for a task that is made alone. */
  readonly batchKey?: string;
}

export interface AttemptPolicy extends RunPolicy {
  /** Its process waits at this port for a debugger before it loads any of the user's code. */
  readonly debugPort?: number;
}

export interface PlanOutcome {
  readonly warnings: readonly string[];
  readonly range?: PlannedRange;
}

/** The range as it was understood. */
export interface PlannedRange {
  readonly over: string;
  readonly from: string;
  readonly to: string;
  /** Every value of the range, in the order asked. */
  readonly values: readonly string[];
  /** The taskId of each of them. */
  readonly taskIds: readonly string[];
  /** How many incomplete ones a limit left out. */
  readonly left: number;
}

export interface AttemptRequest {
  readonly taskId: string;
  readonly family: string;
  /** From 1: which attempt at the task in this run it is. */
  readonly attempt: number;
  /** All parameters, the private ones too. */
  readonly params: Readonly<Record<string, string>>;
  /** The names of the private ones. */
  readonly privateNames: readonly string[];
  /** All parameters of each task of the family that is made together with this one; empty when it is made alone. */
  readonly together: readonly Readonly<Record<string, string>>[];
  /** Runs them even where they are complete. */
  readonly again: boolean;
  /** Until when nobody else can hold the claims on what it makes, by `steadyTime`: later its runner has to be asked. */
  readonly heldUntil: number;
  /** The attempt's log, absolute; a number for what is open already. */
  readonly log: string | number;
  /** Starts over: the taskIds of what it had asked for until then, in that order. It was made. */
  readonly asked?: readonly string[];
  /** Its `run()` may ask for more. */
  readonly mayAsk?: true;
}

/** How an attempt at one task ended. */
export type AttemptEnd =
  | { readonly status: "done"; readonly made: readonly OutputFact[] }
  /** Somebody else had made it meanwhile: it was not run. */
  | { readonly status: "complete" }
  | {
      readonly status: "failed";
      readonly error: TaskError;
      /** What it ran on was taken away, which is no fault of the task's: it gets another attempt in any case. */
      readonly lost?: true;
    };

/** With `ended`: an end for each of the tasks, the one that the request names first. */
export type AttemptOutcome = { readonly status: "ended"; readonly ends: readonly AttemptEnd[] } | Suspended;

/** The task asks for more work while it runs, and stands still in its worker until that is made. */
export interface Suspended {
  readonly status: "suspended";
  /** The taskIds of what it asks for. */
  readonly requires: readonly string[];
  /** What it asks for and all that that needs, each after what it requires. */
  readonly tasks: readonly PlannedTask[];
}
