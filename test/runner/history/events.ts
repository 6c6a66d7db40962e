import type { PlanTask } from "../../../src/protocol/plan.ts";
import type { PodPlace } from "../../../src/protocol/pod-place.ts";
import type { RunEvent, RunFinished, RunStarted, TaskResult, TaskStatus } from "../../../src/protocol/run-event.ts";

const NOON = Date.parse("2026-11-24T12:00:00.000Z");

/** The events of one run, as a runner would tell them; a second passes with each. */
export class RunEvents {
  readonly #runId: string;
  readonly #results: TaskResult[] = [];
  #time: number;

  /** @param minute after noon when it starts: later runs have later ids */
  constructor(minute = 0) {
    this.#time = NOON + minute * 60_000;
    this.#runId = `20261124T12${String(minute).padStart(2, "0")}00-000000`;
  }

  get runId(): string {
    return this.#runId;
  }

  started(more: Partial<RunStarted> = {}): RunEvent {
    const asked = { command: "run", family: "Load", params: {} } as const;
    return {
      event: "runStarted",
      time: this.#tick(),
      runId: this.#runId,
      ...asked,
      workers: 1,
      pid: process.pid,
      ...more,
    };
  }

  planned(...tasks: PlanTask[]): RunEvent {
    for (const { taskId, family, params, action } of tasks) {
      const result = { taskId, family, params, status: "alreadyComplete", attempts: 0, durationMs: 0 } as const;
      if (action === "skip") this.#results.push(result);
    }
    return { event: "tasksPlanned", time: this.#tick(), tasks };
  }

  taskStarted({ taskId }: PlanTask, attempt = 1): RunEvent {
    const log = `.pipewright/logs/${this.#runId}/${taskId}.${attempt}.log`;
    return { event: "taskStarted", time: this.#tick(), taskId, attempt, worker: 0, pid: process.pid, log };
  }

  podStarted({ taskId }: PlanTask, place: PodPlace, attempt = 1): RunEvent {
    return { event: "podStarted", time: this.#tick(), taskId, attempt, ...place };
  }

  attemptFailed({ taskId }: PlanTask, message: string, attempt = 1): RunEvent {
    const time = this.#tick();
    return { event: "attemptFailed", time, taskId, attempt, error: { message }, retryAt: time };
  }

  taskFinished({ taskId, family, params }: PlanTask, status: TaskStatus, more: Partial<TaskResult> = {}): RunEvent {
    const result: TaskResult = { taskId, family, params, status, attempts: 1, durationMs: 1000, ...more };
    this.#results.push(result);
    return { event: "taskFinished", time: this.#tick(), ...result };
  }

  finished(status: RunFinished["status"]): RunFinished {
    const time = this.#tick();
    return { event: "runFinished", time, runId: this.#runId, status, durationMs: 9000, tasks: this.#results };
  }

  /** A run of one task from its start to its end. */
  ofOne(task: PlanTask, status: TaskStatus): RunEvent[] {
    const events = [this.started(), this.planned(task)];
    if (task.action === "skip") return [...events, this.finished("success")];
    const error = status === "failed" ? { message: "It broke.", stack: "Error: It broke." } : undefined;
    events.push(this.taskStarted(task), this.taskFinished(task, status, { error }));
    return [...events, this.finished(status === "ran" ? "success" : "failed")];
  }

  #tick(): string {
    this.#time += 1000;
    return new Date(this.#time).toISOString();
  }
}

/** @param name `Load 2026-11-20`: the class and its date */
export function planTask(name: string, action: PlanTask["action"] = "run"): PlanTask {
  const [family = "", date = ""] = name.split(" ");
  const taskId = `${family}_${date}_0123456789`;
  const outputs = [`data/${taskId}.csv`];
  return { taskId, family, params: { date }, action, reason: "", requires: [], outputs, priority: 0 };
}
