import path from "node:path";
import type { PlanTask } from "../../protocol/plan.ts";
import type { RunEvent, TaskError, TaskResult } from "../../protocol/run-event.ts";
import type { PooledWorker, WorkerPool } from "../pool/worker-pool.ts";
import type { Project } from "../project/project.ts";
import { type Ending, Schedule } from "../scheduling/schedule.ts";
import { unrun } from "../scheduling/unrun.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import { retryDelay } from "./retry-delay.ts";
import { timeLimit } from "./time-limit.ts";

/** An event without its time, which the run's one emitter adds. */
export type UntimedEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;

export interface RunPlanOptions {
  readonly project: Project;
  readonly runId: string;
  readonly tasks: readonly PlannedTask[];
  readonly pool: WorkerPool;
  readonly signal: AbortSignal;
  emit(event: UntimedEvent): void;
  /** Returns when everything emitted so far would survive the death of this process. */
  flush(): void;
}

/**
 * Runs what a plan says is to run, as many tasks at once as the pool has workers. A failed task gets its other attempts,
 * then stops only what needs it. When the signal is aborted nothing new starts, and what runs is told, then ended.
 *
 * @returns how each task of the plan ended, in the plan's order
 */
export function runPlan(options: RunPlanOptions): Promise<TaskResult[]> {
  return new PlanRun(options).toEnd();
}

/** A task of which an attempt is going on, or the next one is waited for. */
interface TaskRun {
  readonly task: PlannedTask;
  readonly startedAt: number;
  /** From 1: the attempt that is going on, or was the last. */
  attempt: number;
  lastError?: TaskError;
}

interface Start {
  readonly run: TaskRun;
  readonly pooled: PooledWorker;
  readonly log: string;
}

class PlanRun {
  readonly #options: RunPlanOptions;
  readonly #schedule: Schedule;
  readonly #tasks: ReadonlyMap<string, PlannedTask>;
  readonly #results = new Map<string, TaskResult>();
  /** Those that have started and not ended. */
  readonly #open = new Map<string, TaskRun>();
  readonly #waits = new Set<NodeJS.Timeout>();
  readonly #end = Promise.withResolvers<void>();

  constructor(options: RunPlanOptions) {
    this.#options = options;
    this.#schedule = new Schedule(options.tasks);
    this.#tasks = new Map(options.tasks.map((task) => [task.taskId, task]));
  }

  async toEnd(): Promise<TaskResult[]> {
    const { signal, tasks } = this.#options;
    const cancel = () => this.#cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      this.#goOn();
      await this.#end.promise;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
    const blocked = this.#schedule.unstarted();
    for (const task of tasks) {
      if (!this.#results.has(task.taskId))
        this.#finish(task, { ...unrun(task, blocked, signal), attempts: 0, durationMs: 0 });
    }
    return tasks.map(({ taskId }) => this.#results.get(taskId) as TaskResult);
  }

  /** Starts what may start. When nothing does and nothing runs, the run is over. */
  #goOn(): void {
    try {
      const starts = this.#takeReady();
      // The history knows of an attempt before its first side effect: whoever comes after a crash can clean up.
      if (starts.length > 0) this.#options.flush();
      for (const start of starts) void this.#attempt(start).catch(this.#end.reject);
      if (this.#open.size === 0) this.#end.resolve();
    } catch (error) {
      this.#end.reject(error);
    }
  }

  #takeReady(): Start[] {
    const { pool, signal, runId, emit } = this.#options;
    const starts: Start[] = [];
    while (!signal.aborted && this.#schedule.hasReady) {
      const pooled = pool.take();
      if (pooled === undefined) break;
      const { taskId } = this.#schedule.next() as PlanTask;
      const run = this.#open.get(taskId) ?? {
        task: this.#tasks.get(taskId) as PlannedTask,
        startedAt: performance.now(),
        attempt: 0,
      };
      this.#open.set(taskId, run);
      run.attempt++;
      const log = `.pipewright/logs/${runId}/${taskId}.${run.attempt}.log`;
      emit({ event: "taskStarted", taskId, attempt: run.attempt, worker: pooled.place, log });
      starts.push({ run, pooled, log });
    }
    return starts;
  }

  async #attempt({ run, pooled, log }: Start): Promise<void> {
    const { project, pool, signal, emit } = this.#options;
    const { taskId, family, params, secrets, policy } = run.task;
    const limit = timeLimit(policy.timeout, pooled.worker);
    const request = { family, params: { ...params, ...secrets }, log: path.join(project.root, log) };
    const outcome = await pooled.worker.execute(request, {
      progressed: (fraction) => emit({ event: "taskProgressed", taskId, fraction }),
      messaged: (text) => emit({ event: "taskMessaged", taskId, text }),
      tracked: (url) => emit({ event: "taskTracked", taskId, url }),
      warned: (message) => emit({ event: "warned", taskId, message }),
    });
    pool.give(pooled);
    const tooLate = limit.end();
    if (outcome.status === "done") this.#endTask(run, "ran");
    else {
      run.lastError = tooLate ? { ...outcome.error, message: tooLate } : outcome.error;
      if (signal.aborted) this.#endTask(run, "cancelled");
      else if (run.attempt > policy.retries) this.#endTask(run, "failed");
      else this.#retryLater(run, run.lastError);
    }
    this.#goOn();
  }

  #retryLater({ task, attempt }: TaskRun, error: TaskError): void {
    const { taskId, policy } = task;
    const delay = retryDelay(policy.retryDelay * 1000, attempt);
    const retryAt = new Date(Date.now() + delay).toISOString();
    this.#options.emit({ event: "attemptFailed", taskId, attempt, error, retryAt });
    this.#schedule.setAside(taskId);
    const wait = setTimeout(() => {
      this.#waits.delete(wait);
      this.#schedule.takeBack(taskId);
      this.#goOn();
    }, delay);
    this.#waits.add(wait);
  }

  #cancel(): void {
    void this.#options.pool.stop("The run was cancelled.");
    for (const wait of this.#waits) clearTimeout(wait);
    this.#waits.clear();
    for (const run of this.#open.values())
      if (this.#schedule.isSetAside(run.task.taskId)) this.#endTask(run, "cancelled");
    this.#goOn();
  }

  #endTask({ task, startedAt, attempt, lastError }: TaskRun, status: Ending): void {
    this.#open.delete(task.taskId);
    this.#schedule.end(task.taskId, status);
    const durationMs = Math.round(performance.now() - startedAt);
    this.#finish(task, { status, attempts: attempt, durationMs, ...(status !== "ran" && { error: lastError }) });
  }

  #finish(task: PlannedTask, result: Omit<TaskResult, "taskId" | "family" | "params">): void {
    const finished = { taskId: task.taskId, family: task.family, params: task.params, ...result };
    this.#results.set(task.taskId, finished);
    if (result.status !== "alreadyComplete") this.#options.emit({ event: "taskFinished", ...finished });
  }
}
