import type { FamilyStatus, TaskRunRecord } from "../../protocol/history-record.ts";
import type { RunState, TaskState } from "../../protocol/run-state.ts";

export type DisplayStatus = TaskRunRecord["status"] | TaskState["status"];

/** What is shown of a class: from the run in progress where it takes part in one, else from the history. */
export interface FamilySummary {
  readonly family: string;
  readonly status: DisplayStatus;
  readonly counts: Readonly<Partial<Record<DisplayStatus, number>>>;
  /** Whether a run is at it right now. */
  readonly active: boolean;
  /** The task that a click on the status leads to: the one in trouble, or the last one. */
  readonly task: SummaryTask;
}

export interface SummaryTask {
  readonly taskId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly time?: string;
  readonly durationMs?: number;
  readonly log?: string;
  readonly progress?: number;
  readonly message?: string;
  readonly error?: { readonly message: string };
}

/** The first that a class has a task of is what the class is shown as: what needs the eye comes first. */
const BY_URGENCY: readonly DisplayStatus[] = [
  "running",
  "retrying",
  "failed",
  "schedulingError",
  "crashed",
  "waiting",
  "missingExternal",
  "pending",
  "cancelled",
  "disabled",
  "runElsewhere",
  "ran",
  "alreadyComplete",
];

/** @param failure the newest of the class's tasks that stand as failed */
export function summaryOfHistory({ family, last, counts }: FamilyStatus, failure?: TaskRunRecord): FamilySummary {
  const status = mostUrgent({ ...counts, [last.status]: counts[last.status] ?? 1 });
  const { taskId, params, durationMs, log, error } = (FAILED.has(status) && failure) || last;
  return {
    family,
    status,
    counts,
    active: last.status === "running",
    task: { taskId, params, time: last.finishedAt ?? last.startedAt, durationMs, log, error },
  };
}

const FAILED: ReadonlySet<DisplayStatus> = new Set(["failed", "schedulingError", "crashed"]);

/** The classes that take part in a run, and how far each of them is. */
export function summariesOfRun(run: RunState): FamilySummary[] {
  const byFamily = new Map<string, TaskState[]>();
  for (const task of run.tasks.values()) {
    const tasks = byFamily.get(task.family);
    if (tasks === undefined) byFamily.set(task.family, [task]);
    else tasks.push(task);
  }
  return [...byFamily].map(([family, tasks]) => summaryOfTasks(family, tasks, run.finished?.time));
}

function summaryOfTasks(family: string, tasks: readonly TaskState[], finishedAt: string | undefined): FamilySummary {
  const counts: Partial<Record<DisplayStatus, number>> = {};
  for (const { status } of tasks) counts[status] = (counts[status] ?? 0) + 1;
  const status = mostUrgent(counts);
  const shown =
    tasks.findLast((task) => task.status === status && task.log !== undefined) ??
    tasks.findLast((task) => task.status === status);
  const { taskId = family, params = {}, startedAt, durationMs, log, progress, message, error } = shown ?? {};
  const time = finishedAt ?? (startedAt && new Date(Date.parse(startedAt) + (durationMs ?? 0)).toISOString());
  const active = finishedAt === undefined && ["running", "retrying", "waiting"].includes(status);
  return {
    family,
    status,
    counts,
    active,
    task: { taskId, params, time, durationMs, log, progress, message, error },
  };
}

function mostUrgent(counts: Readonly<Partial<Record<DisplayStatus, number>>>): DisplayStatus {
  return BY_URGENCY.find((status) => (counts[status] ?? 0) > 0) ?? "waiting";
}
