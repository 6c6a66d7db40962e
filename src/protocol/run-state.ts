import type { PlanAction } from "./plan.ts";
import type { PodPlace } from "./pod-place.ts";
import type { RunEvent, RunFinished, RunStarted, TaskError, TaskRef, TaskStatus, Trouble } from "./run-event.ts";

/** A run as far as its events tell it. */
export interface RunState {
  readonly runId: string;
  readonly started: RunStarted;
  readonly finished?: RunFinished;
  /** By taskId, in the plan's order. */
  readonly tasks: ReadonlyMap<string, TaskState>;
  readonly warnings: readonly string[];
}

export interface TaskState extends TaskRef {
  /** `waiting`: to run, not started yet. */
  readonly status: TaskStatus | "waiting" | "running" | "retrying";
  readonly requires: readonly string[];
  readonly attempt: number;
  readonly startedAt?: string;
  readonly log?: string;
  /** The pod that is at it. */
  readonly pod?: PodPlace;
  readonly progress?: number;
  readonly message?: string;
  readonly trackingUrl?: string;
  readonly durationMs?: number;
  readonly error?: TaskError;
  readonly blockedBy?: readonly Trouble[];
}

/**
 * Adds one fact to what is known of a run. Replaying a run's events gives the same state again.
 *
 * The map of tasks is changed in place and shared between states, so that a run of 100,000 tasks is not copied
 * 100,000 times; the state object itself and each task are new where they changed.
 *
 * @param state what was known; `undefined` before `runStarted`
 * @throws Error when the first event is not `runStarted`
 */
export function applyEvent(state: RunState | undefined, event: RunEvent): RunState {
  if (event.event === "runStarted") {
    return { runId: event.runId, started: event, tasks: new Map(), warnings: [] };
  }
  if (state === undefined) throw new Error(`The first event of a run must be runStarted, not ${event.event}.`);
  switch (event.event) {
    case "tasksPlanned": {
      const tasks = state.tasks as Map<string, TaskState>;
      for (const { taskId, family, params, requires, action, error } of event.tasks) {
        tasks.set(taskId, {
          taskId,
          family,
          params,
          requires,
          attempt: 0,
          status: STATUS_OF_ACTION[action],
          ...(error && { error }),
        });
      }
      return { ...state };
    }
    case "taskStarted": {
      const { taskId, attempt, log, time } = event;
      return change(state, taskId, (task) => ({
        status: "running",
        attempt,
        log,
        pod: undefined,
        startedAt: task.startedAt ?? time,
      }));
    }
    case "podStarted": {
      const { taskId, pod, node, namespace, context } = event;
      return change(state, taskId, () => ({ pod: { pod, node, namespace, context } }));
    }
    case "taskProgressed":
      return change(state, event.taskId, () => ({ progress: event.fraction }));
    case "taskMessaged":
      return change(state, event.taskId, () => ({ message: event.text }));
    case "taskTracked":
      return change(state, event.taskId, () => ({ trackingUrl: event.url }));
    case "attemptFailed":
      return change(state, event.taskId, () => ({ status: "retrying", error: event.error }));
    case "taskFinished": {
      const { status, durationMs, error, blockedBy } = event;
      return change(state, event.taskId, () => ({ status, durationMs, error, blockedBy }));
    }
    case "warned":
      return { ...state, warnings: [...state.warnings, event.message] };
    case "runFinished":
      return { ...state, finished: event };
    case "runPlanned":
      return state;
  }
}

const STATUS_OF_ACTION: Record<PlanAction, TaskState["status"]> = {
  run: "waiting",
  skip: "alreadyComplete",
  waitForExternal: "missingExternal",
  schedulingError: "schedulingError",
  disabled: "disabled",
};

function change(state: RunState, taskId: string, to: (task: TaskState) => Partial<TaskState>): RunState {
  const task = state.tasks.get(taskId);
  if (task === undefined) return state;
  (state.tasks as Map<string, TaskState>).set(taskId, { ...task, ...to(task) });
  return { ...state };
}
