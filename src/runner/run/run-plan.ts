import path from "node:path";
import type { PlanTask } from "../../protocol/plan.ts";
import type { RunEvent, TaskError, TaskResult } from "../../protocol/run-event.ts";
import type { PooledWorker, WorkerPool } from "../pool/worker-pool.ts";
import type { Project } from "../project/project.ts";
import { Schedule } from "../scheduling/schedule.ts";
import { unrun } from "../scheduling/unrun.ts";
import type { AttemptOutcome, PlannedTask } from "../worker/worker-api.ts";

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

/** How long a cancelled task may take to stop by itself. */
const GRACE_MS = 5000;

/**
 * Runs what a plan says is to run, as many tasks at once as the pool has workers. A failed task stops only what needs
 * it. When the signal is aborted nothing new starts, and what runs is told, then ended.
 *
 * @returns how each task of the plan ended, in the plan's order
 */
export async function runPlan(options: RunPlanOptions): Promise<TaskResult[]> {
  const { tasks, pool, signal, emit, flush, runId, project } = options;
  const schedule = new Schedule(tasks);
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const results = new Map<string, TaskResult>();
  const running = new Set<Promise<void>>();

  const finish = (task: PlannedTask, result: Omit<TaskResult, "taskId" | "family" | "params">) => {
    const finished = { taskId: task.taskId, family: task.family, params: task.params, ...result };
    results.set(task.taskId, finished);
    if (result.status !== "alreadyComplete") emit({ event: "taskFinished", ...finished });
  };

  const attempt = async (task: PlannedTask, pooled: PooledWorker, log: string) => {
    const { taskId, family, params, secrets } = task;
    const started = performance.now();
    const request = { family, params: { ...params, ...secrets }, log: path.join(project.root, log) };
    const outcome = await pooled.worker.execute(request, {
      progressed: (fraction) => emit({ event: "taskProgressed", taskId, fraction }),
      messaged: (text) => emit({ event: "taskMessaged", taskId, text }),
      tracked: (url) => emit({ event: "taskTracked", taskId, url }),
      warned: (message) => emit({ event: "warned", taskId, message }),
    });
    pool.give(pooled);
    const ending = endingOf(outcome, signal);
    schedule.end(taskId, ending.status);
    finish(task, { ...ending, attempts: 1, durationMs: Math.round(performance.now() - started) });
  };

  const startReady = () => {
    const starting: { task: PlannedTask; pooled: PooledWorker; log: string }[] = [];
    while (!signal.aborted && schedule.hasReady) {
      const pooled = pool.take();
      if (pooled === undefined) break;
      const next = schedule.next() as PlanTask;
      const log = `.pipewright/logs/${runId}/${next.taskId}.1.log`;
      starting.push({ task: byId.get(next.taskId) as PlannedTask, pooled, log });
      emit({ event: "taskStarted", taskId: next.taskId, attempt: 1, worker: pooled.place, log });
    }
    // The history knows of an attempt before its first side effect: whoever comes after a crash can clean up.
    if (starting.length > 0) flush();
    for (const { task, pooled, log } of starting) {
      const ended = attempt(task, pooled, log).finally(() => running.delete(ended));
      running.add(ended);
    }
  };

  let grace: NodeJS.Timeout | undefined;
  const cancel = () => {
    pool.cancel();
    grace = setTimeout(() => void pool.kill(), GRACE_MS);
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    startReady();
    while (running.size > 0) {
      await Promise.race(running);
      startReady();
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    clearTimeout(grace);
  }

  const blocked = schedule.unstarted();
  for (const task of tasks) {
    if (!results.has(task.taskId)) finish(task, { ...unrun(task, blocked, signal), attempts: 0, durationMs: 0 });
  }
  return tasks.map(({ taskId }) => results.get(taskId) as TaskResult);
}

function endingOf(
  outcome: AttemptOutcome,
  signal: AbortSignal,
): { status: "ran" } | { status: "failed" | "cancelled"; error: TaskError } {
  if (outcome.status === "done") return { status: "ran" };
  return { status: signal.aborted ? "cancelled" : "failed", error: outcome.error };
}
