import type { PlanTask } from "../../src/protocol/plan.ts";
import type { RunEvent, TaskResult } from "../../src/protocol/run-event.ts";

/** A run's events as the runner tells them, each a second after the one before. */
export class Events {
  readonly runId: string;
  #second = 0;

  constructor(runId = "run-1") {
    this.runId = runId;
  }

  started(family: string): RunEvent {
    return {
      event: "runStarted",
      ...this.#now(),
      runId: this.runId,
      command: "run",
      family,
      params: {},
      workers: 2,
      pid: 1,
    };
  }

  planned(...tasks: readonly [family: string, date: string, action?: PlanTask["action"]][]): RunEvent {
    return {
      event: "tasksPlanned",
      ...this.#now(),
      tasks: tasks.map(([family, date, action = "run"]) => ({
        ...refOf(family, date),
        action,
        reason: "",
        requires: [],
        outputs: [],
        priority: 0,
      })),
    };
  }

  taskStarted(family: string, date: string): RunEvent {
    const taskId = `${family}_${date}`;
    return {
      event: "taskStarted",
      ...this.#now(),
      taskId,
      attempt: 1,
      worker: 0,
      pid: process.pid,
      log: `logs/${taskId}.log`,
    };
  }

  progressed(family: string, date: string, fraction: number): RunEvent {
    return { event: "taskProgressed", ...this.#now(), taskId: `${family}_${date}`, fraction };
  }

  taskFinished(family: string, date: string, status: TaskResult["status"], message?: string): RunEvent {
    const error = message === undefined ? undefined : { message };
    return {
      event: "taskFinished",
      ...this.#now(),
      ...refOf(family, date),
      status,
      attempts: 1,
      durationMs: 1200,
      error,
    };
  }

  finished(): RunEvent {
    return { event: "runFinished", ...this.#now(), runId: this.runId, status: "success", durationMs: 1, tasks: [] };
  }

  #now() {
    return { time: new Date(Date.UTC(2026, 10, 24, 10, 0, this.#second++)).toISOString() };
  }
}

export function refOf(family: string, date: string) {
  return { taskId: `${family}_${date}`, family, params: { date } };
}
