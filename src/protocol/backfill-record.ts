import type { TaskRunRecord } from "./history-record.ts";
import type { RunStatus, TaskError } from "./run-event.ts";

/**
 * How a backfill stands. `interrupted`: the process of its last run died. `incomplete`: nothing went wrong, and some
 * dates are left, by `--limit` say. `pausing`: what runs comes to its end, and nothing new starts; then it is `paused`.
 */
export type BackfillStatus = RunStatus | "running" | "pausing" | "paused" | "interrupted" | "incomplete";

/** How one date of it stands. `waiting`: no run has come to it yet. */
export type BackfillDateStatus = TaskRunRecord["status"] | "waiting";

/** A task over a range of dates, as it was asked for, and how far that is. It outlives its runs. */
export interface BackfillRecord {
  readonly backfillId: string;
  readonly family: string;
  /** The parameters that were given, in text form, but for the private ones. */
  readonly params: Readonly<Record<string, string>>;
  readonly range: { readonly over: string; readonly from: string; readonly to: string };
  readonly order: "oldestFirst" | "newestFirst";
  /** At most so many incomplete dates in one run; all when absent. */
  readonly limit?: number;
  /** What a failure means for the dates that do not need what failed. */
  readonly onFailure: "continue" | "stop";
  /** It makes what is stale again, too. */
  readonly stale?: true;
  readonly status: BackfillStatus;
  readonly createdAt: string;
  /** Where its latest run was, and where it goes on; absent: in processes of the machine. */
  readonly on?: "kubernetes";
  /** Its latest run; absent where none began, or where that is forgotten. */
  readonly lastRunId?: string;
  /** How many dates stand in each status. */
  readonly counts: Readonly<Partial<Record<BackfillDateStatus, number>>>;
}

/** A date (month, hour, …) of a backfill. */
export interface BackfillDate {
  /** In the text form of the range parameter. */
  readonly value: string;
  readonly taskId: string;
  readonly status: BackfillDateStatus;
  /** Of the last time that it ran, whichever run that was. */
  readonly runId?: string;
  readonly error?: TaskError;
  /** Relative to the project's folder. */
  readonly log?: string;
}
