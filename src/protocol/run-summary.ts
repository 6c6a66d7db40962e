import type { CodeLocation, RunFinished, RunStarted, TaskRef, TaskStatus } from "./run-event.ts";

/** How a run ended, told to somebody who was not there: what notifications are made of. */
export interface RunSummary
  extends Pick<RunStarted, "runId" | "command" | "family" | "params" | "range" | "backfillId">,
    Pick<RunFinished, "status" | "durationMs"> {
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The machine that it ran on. */
  readonly host: string;
  /** The project's folder. */
  readonly project: string;
  /** How many tasks ended in each status. */
  readonly counts: Readonly<Partial<Record<TaskStatus, number>>>;
  /** What failed or could not be placed; of many the first ones. */
  readonly failures: readonly FailureSummary[];
  /** As the command tells it at its end: classes with their dates folded. */
  readonly text: string;
}

export interface FailureSummary extends TaskRef {
  readonly status: TaskStatus;
  /** Its error's first line. */
  readonly message: string;
  readonly location?: CodeLocation;
  /** Of the last attempt, relative to the project's folder. */
  readonly log?: string;
}
