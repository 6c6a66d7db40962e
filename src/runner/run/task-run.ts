import type { TaskError, TaskResult } from "../../protocol/run-event.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import type { Seat } from "./executor.ts";

/** A task of which an attempt is going on, or the next one is waited for. */
export interface TaskRun {
  readonly task: PlannedTask;
  /** Where it stands still, while it is suspended. */
  home?: Seat;
  /** Of the attempt that is going on, relative to the project's folder. */
  log: string;
  readonly startedAt: number;
  /** From 1: the attempt that is going on, or was the last. */
  attempt: number;
  lastError?: TaskError;
  /** How many of its attempts were lost with what they ran on. */
  lost: number;
  /** How many of its attempts started over what had stood suspended: they go on with the one before. */
  startedOver: number;
  /** What it had asked for when it stood suspended, where it starts over. */
  before?: readonly string[] | undefined;
  /** The taskIds of what it has asked for in this attempt. */
  asked?: readonly string[];
}

/** An attempt that is to begin or to go on. */
export interface Start {
  /** One task, or several that one `run()` makes together. */
  readonly runs: readonly [TaskRun, ...TaskRun[]];
  readonly seat: Seat;
  /** Goes on where it stood, in the seat where it stands. */
  readonly resumes: boolean;
}

/** What an attempt uses: what the first of its tasks does. */
export function resourcesOf({ runs: [{ task }] }: Start): Readonly<Record<string, number>> {
  return task.resources ?? {};
}

/** What went into a task so far; nothing into one that never started. */
export function spentOn(run: TaskRun | undefined): Pick<TaskResult, "attempts" | "durationMs"> {
  if (run === undefined) return { attempts: 0, durationMs: 0 };
  return { attempts: run.attempt, durationMs: Math.round(performance.now() - run.startedAt) };
}

/** What it remembered is gone with where it stood: it goes through the same again, as part of the same attempt. */
export function startOver(run: TaskRun): void {
  run.home = undefined;
  run.before = run.asked;
  run.startedOver++;
}
