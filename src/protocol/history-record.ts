import type { BackfillDate, BackfillRecord } from "./backfill-record.ts";
import type { ObservedRequirements } from "./observed-requirements.ts";
import type { PodPlace } from "./pod-place.ts";
import type { RunStatus, TaskError, TaskRef, TaskStatus } from "./run-event.ts";
import type { StaleTask } from "./stale-task.ts";

/** A run as the history keeps it. `running` with a dead process is shown as `crashed`. */
export interface RunRecord {
  readonly runId: string;
  readonly command: "run" | "backfill";
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly range?: { readonly over: string; readonly from: string; readonly to: string };
  /** The backfill that it is a run of. */
  readonly backfillId?: string;
  /** Absent where its tasks ran in processes of the machine. */
  readonly on?: "kubernetes";
  readonly status: RunStatus | "running" | "crashed";
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  /** How many tasks ended in each status. */
  readonly counts: Readonly<Partial<Record<TaskStatus | "running", number>>>;
}

/** One task in one run, as the history keeps it. */
export interface TaskRunRecord extends TaskRef {
  readonly runId: string;
  readonly status: TaskStatus | "running" | "crashed";
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  readonly attempts: number;
  readonly error?: TaskError;
  /** The log of its last attempt, relative to the project's folder. */
  readonly log?: string;
  /** The pod of its last attempt; absent where that was a process of the machine. */
  readonly pod?: PodPlace;
}

/** What the history knows of a class: its last task run, and how the last run of each of its tasks ended. */
export interface FamilyStatus {
  readonly family: string;
  readonly last: TaskRunRecord;
  readonly counts: Readonly<Partial<Record<TaskRunRecord["status"], number>>>;
  /** How many of its complete tasks are stale; absent where that was not asked. */
  readonly stale?: number;
  /** Why the first of these is; absent where none is, or where that was not asked. */
  readonly staleWhy?: string;
  /** What its runs have required, by the code that they were of; absent where that was not asked. */
  readonly observed?: readonly ObservedRequirements[];
}

/** The NDJSON lines of `pipewright status|history|failures|backfills --json`. */
export type HistoryLine =
  | ({ readonly event: "familyStatus"; readonly time: string } & FamilyStatus)
  | ({ readonly event: "staleTask"; readonly time: string } & StaleTask)
  | ({ readonly event: "run"; readonly time: string } & RunRecord)
  | ({ readonly event: "taskRun"; readonly time: string } & TaskRunRecord)
  | ({ readonly event: "failure"; readonly time: string } & TaskRunRecord)
  | ({ readonly event: "backfill"; readonly time: string } & BackfillRecord)
  | ({ readonly event: "backfillDate"; readonly time: string } & BackfillDate);
