import path from "node:path";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import type { PlanTask } from "../../protocol/plan.ts";
import type { RunEvent, TaskError, TaskResult } from "../../protocol/run-event.ts";
import type { PooledWorker, WorkerPool } from "../pool/worker-pool.ts";
import type { Project } from "../project/project.ts";
import { type Ending, Schedule } from "../scheduling/schedule.ts";
import { unrun } from "../scheduling/unrun.ts";
import type { PlannedTask, Suspended } from "../worker/worker-api.ts";
import type { Claims } from "./claims.ts";
import { isAlive } from "./is-alive.ts";
import { publicTask } from "./public-task.ts";
import { retryDelay } from "./retry-delay.ts";
import { timeLimit } from "./time-limit.ts";

/** An event without its time, which the run's one emitter adds. */
export type UntimedEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;

export interface RunPlanOptions {
  readonly project: Project;
  readonly runId: string;
  readonly tasks: readonly PlannedTask[];
  readonly pool: WorkerPool;
  readonly claims: Claims;
  /** Gives up on a task that another run holds, instead of waiting for it. */
  readonly noWait: boolean;
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
  /** Where it stands still, while it is suspended. */
  home?: PooledWorker;
  log: string;
  readonly startedAt: number;
  /** From 1: the attempt that is going on, or was the last. */
  attempt: number;
  lastError?: TaskError;
}

interface Start {
  readonly run: TaskRun;
  readonly pooled: PooledWorker;
  /** Goes on where it stood, in the worker where it stands. */
  readonly resumes: boolean;
}

/** How long to wait until looking again at a task that another run holds. */
const ELSEWHERE_MS = 500;

const TROUBLE: ReadonlySet<Ending> = new Set(["failed", "cancelled"]);

class PlanRun {
  readonly #options: RunPlanOptions;
  readonly #schedule: Schedule;
  /** In the plan's order, then what running tasks asked for. */
  readonly #tasks: Map<string, PlannedTask>;
  readonly #results = new Map<string, TaskResult>();
  /** Those that have started and not ended. */
  readonly #open = new Map<string, TaskRun>();
  readonly #waits = new Set<NodeJS.Timeout>();
  /** How many are going on now. */
  #attempts = 0;
  readonly #end = Promise.withResolvers<void>();

  constructor(options: RunPlanOptions) {
    this.#options = options;
    this.#schedule = new Schedule(options.tasks);
    this.#tasks = new Map(options.tasks.map((task) => [task.taskId, task]));
  }

  async toEnd(): Promise<TaskResult[]> {
    const { signal, claims } = this.#options;
    const heartbeat = setInterval(() => claims.renew(), claims.renewEvery);
    const cancel = () => this.#cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      this.#goOn();
      await this.#end.promise;
    } finally {
      signal.removeEventListener("abort", cancel);
      clearInterval(heartbeat);
    }
    const blocked = this.#schedule.unstarted();
    for (const task of this.#tasks.values()) {
      if (!this.#results.has(task.taskId))
        this.#finish(task, { ...unrun(task, blocked, signal), ...this.#spent(task.taskId) });
    }
    for (const taskId of this.#open.keys()) claims.release(taskId); // suspended for good
    return [...this.#tasks.keys()].map((taskId) => this.#results.get(taskId) as TaskResult);
  }

  /** Starts what may start. When nothing does and nothing runs, the run is over. */
  #goOn(): void {
    try {
      while (this.#startSome()) {
        // A worker that was meant for a task which another run holds is free for the next one.
      }
      if (this.#attempts === 0 && this.#waits.size === 0) this.#end.resolve();
    } catch (error) {
      this.#end.reject(error);
    }
  }

  /** @returns whether some of what may start is held by another run, so that there is room for more */
  #startSome(): boolean {
    const ready = this.#takeReady();
    const starts = this.#claim(ready);
    for (const start of starts) if (!start.resumes) this.#tellOfStart(start);
    // The history knows of an attempt before its first side effect: whoever comes after a crash can clean up.
    if (starts.length > 0) this.#options.flush();
    this.#attempts += starts.length;
    for (const start of starts) void this.#attempt(start).catch(this.#end.reject);
    return starts.length < ready.length;
  }

  #takeReady(): Start[] {
    const { signal } = this.#options;
    const starts: Start[] = [];
    const noWorker: string[] = [];
    while (!signal.aborted && this.#schedule.hasReady) {
      const { taskId } = this.#schedule.next() as PlanTask;
      const start = this.#start(taskId);
      if (start !== undefined) {
        starts.push(start);
        continue;
      }
      noWorker.push(taskId);
      // One that goes on where it stood waits for that worker; for any other task there is no worker at all.
      if (this.#open.get(taskId)?.home === undefined) break;
    }
    for (const taskId of noWorker) this.#schedule.putBack(taskId);
    return starts;
  }

  /** @returns `undefined` when there is no worker for it */
  #start(taskId: string): Start | undefined {
    const task = this.#tasks.get(taskId) as PlannedTask;
    const run = this.#open.get(taskId) ?? { task, startedAt: performance.now(), attempt: 0, log: "" };
    if (run.home?.worker.hasEnded) run.home = undefined; // what it remembered is gone: it starts over
    const pooled = this.#options.pool.take(run.home);
    return pooled && { run, pooled, resumes: run.home !== undefined };
  }

  /** @returns those that this run may run; the others wait for the run that holds them */
  #claim(starts: Start[]): Start[] {
    if (starts.length === 0) return starts;
    const { claims, pool, noWait } = this.#options;
    const claimed = claims.take(starts.map(({ run }) => run.task.taskId));
    return starts.filter(({ run, pooled }) => {
      if (claimed.has(run.task.taskId)) return true;
      pool.give(pooled);
      if (noWait) this.#endTask(run, "runElsewhere");
      else this.#comeBack(run, ELSEWHERE_MS);
      return false;
    });
  }

  #tellOfStart({ run, pooled }: Start): void {
    const { runId, emit } = this.#options;
    const { taskId } = run.task;
    run.attempt++;
    run.log = `.pipewright/logs/${runId}/${taskId}.${run.attempt}.log`;
    this.#open.set(taskId, run);
    emit({
      event: "taskStarted",
      taskId,
      attempt: run.attempt,
      worker: pooled.place,
      pid: pooled.worker.pid,
      log: run.log,
    });
  }

  async #attempt({ run, pooled, resumes }: Start): Promise<void> {
    const { project, pool, emit } = this.#options;
    const { taskId, family, params, secrets, policy } = run.task;
    const limit = timeLimit(policy.timeout, pooled.worker);
    const request = { taskId, family, params: { ...params, ...secrets }, log: path.join(project.root, run.log) };
    const outcome = await pooled.worker[resumes ? "resume" : "execute"](request, {
      progressed: (fraction) => emit({ event: "taskProgressed", taskId, fraction }),
      messaged: (text) => emit({ event: "taskMessaged", taskId, text }),
      tracked: (url) => emit({ event: "taskTracked", taskId, url }),
      warned: (message) => emit({ event: "warned", taskId, message }),
    });
    if (pooled.worker.hasEnded)
      await removeLeftovers(
        run.task.outputs.map((output) => path.resolve(project.root, output)),
        isAlive,
      );
    this.#attempts--;
    pool.give(pooled);
    run.home = undefined;
    const tooLate = limit.end();
    switch (outcome.status) {
      case "done":
        // Held up for longer than its lease, say asleep: somebody else has taken over, and only that one's result counts.
        if (this.#options.claims.holds(taskId)) this.#endTask(run, "ran");
        else this.#comeBack(run, 0);
        break;
      case "complete":
        this.#endTask(run, "alreadyComplete");
        break;
      case "suspended":
        this.#suspend(run, pooled, outcome);
        break;
      case "failed":
        this.#fail(run, tooLate ? { ...outcome.error, message: tooLate } : outcome.error);
    }
    this.#goOn();
  }

  #suspend(run: TaskRun, pooled: PooledWorker, { requires, tasks }: Suspended): void {
    const { taskId } = run.task;
    const added = tasks.filter((task) => !this.#tasks.has(task.taskId));
    for (const task of added) this.#tasks.set(task.taskId, task);
    if (added.length > 0) this.#options.emit({ event: "tasksPlanned", tasks: added.map(publicTask) });
    if (this.#schedule.suspend(taskId, requires, tasks)) run.home = pooled;
    else this.#fail(run, { message: "It asked for a task that needs this one back, so that neither can go on." });
  }

  #fail(run: TaskRun, error: TaskError): void {
    run.lastError = error;
    if (this.#options.signal.aborted) this.#endTask(run, "cancelled");
    else if (run.attempt > run.task.policy.retries) this.#endTask(run, "failed");
    else this.#retryLater(run, error);
  }

  #retryLater(run: TaskRun, error: TaskError): void {
    const { attempt } = run;
    const { taskId, policy } = run.task;
    const delay = retryDelay(policy.retryDelay * 1000, attempt);
    const retryAt = new Date(Date.now() + delay).toISOString();
    this.#options.emit({ event: "attemptFailed", taskId, attempt, error, retryAt });
    this.#comeBack(run, delay);
  }

  /** Lets a task be, and tries again later; it holds nothing meanwhile. */
  #comeBack(run: TaskRun, delay: number): void {
    const { taskId } = run.task;
    this.#open.set(taskId, run);
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
    this.#options.claims.release(task.taskId);
    this.#schedule.end(task.taskId, status);
    const durationMs = Math.round(performance.now() - startedAt);
    this.#finish(task, { status, attempts: attempt, durationMs, ...(TROUBLE.has(status) && { error: lastError }) });
  }

  /** What went into a task that did not come to its end: it never started, or was suspended. */
  #spent(taskId: string): Pick<TaskResult, "attempts" | "durationMs"> {
    const run = this.#open.get(taskId);
    if (run === undefined) return { attempts: 0, durationMs: 0 };
    return { attempts: run.attempt, durationMs: Math.round(performance.now() - run.startedAt) };
  }

  #finish(task: PlannedTask, result: Omit<TaskResult, "taskId" | "family" | "params">): void {
    const finished = { taskId: task.taskId, family: task.family, params: task.params, ...result };
    this.#results.set(task.taskId, finished);
    // What was complete from the start ended in the plan.
    if (result.status !== "alreadyComplete" || result.attempts > 0)
      this.#options.emit({ event: "taskFinished", ...finished });
  }
}
