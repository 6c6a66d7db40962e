import type { Task } from "../framework/task.ts";
import { identityOf } from "../framework/task-identity.ts";
import { placeTasks } from "../runner/planning/place-tasks.ts";
import { plannedTask } from "../runner/planning/planned-task.ts";
import { Schedule } from "../runner/scheduling/schedule.ts";
import { unrun } from "../runner/scheduling/unrun.ts";
import type { PlannedTask } from "../runner/worker/worker-api.ts";
import { Attempt, type Step } from "./attempt.ts";
import type { EndedTask } from "./test-run.ts";

/** A task of the run, and how far it has come. */
interface TaskRun {
  readonly task: Task;
  readonly planned: PlannedTask;
  /** Why it could not be placed, as it was thrown. */
  readonly misplaced: unknown;
  /** The one that goes on, or was the last. */
  attempt?: Attempt;
  attempts: number;
  ended?: "ran" | "failed" | "cancelled";
}

/** A run of tasks one after the other, in this process. */
export class InProcessRun {
  readonly warnings: string[] = [];
  readonly #signal: AbortSignal;
  /** In the plan's order, then what running tasks asked for. */
  readonly #runs = new Map<string, TaskRun>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** @returns how each task ended */
  async toEnd(root: Task): Promise<EndedTask[]> {
    const schedule = new Schedule(await this.#place([root]));
    while (!this.#signal.aborted) {
      const next = schedule.next();
      if (next === undefined) break;
      const run = this.#runs.get(next.taskId) as TaskRun;
      run.attempt ??= this.#begin(run);
      run.ended = await this.#endOf(schedule, run, run.attempt, await run.attempt.step());
    }
    const blocked = schedule.unstarted();
    return [...this.#runs.values()].map(({ planned, misplaced, attempt, attempts, ended }): EndedTask => {
      const { taskId, family, params } = planned;
      const { log = [], progress = [] } = attempt ?? {};
      const told = { taskId, family, params, attempts, log, progress };
      if (ended !== undefined) return { ...told, status: ended, error: attempt?.error };
      const { status, blockedBy } = unrun(planned, blocked, this.#signal);
      return { ...told, status, blockedBy, error: misplaced };
    });
  }

  #begin(run: TaskRun): Attempt {
    run.attempts++;
    return new Attempt(run.task, { signal: this.#signal, warn: (message) => this.warnings.push(message) });
  }

  /** @returns `undefined` when it stands still, or is tried again */
  async #endOf(schedule: Schedule, run: TaskRun, attempt: Attempt, step: Step): Promise<TaskRun["ended"]> {
    const { taskId, policy } = run.planned;
    if ("asked" in step) {
      const requires = step.asked.map((task) => identityOf(task).taskId);
      if (schedule.suspend(taskId, requires, await this.#place(step.asked))) return undefined;
      attempt.error = new Error("It asked for a task that needs this one back, so that neither can go on.");
    }
    const ended = "asked" in step ? "failed" : step.ended;
    if (ended === "failed" && run.attempts <= policy.retries) {
      // A test's clock jumps over the wait.
      run.attempt = undefined;
      schedule.setAside(taskId);
      schedule.takeBack(taskId);
      return undefined;
    }
    schedule.end(taskId, ended);
    return ended;
  }

  async #place(tasks: readonly Task[]): Promise<PlannedTask[]> {
    const { ordered, warnings } = await placeTasks(tasks);
    this.warnings.push(...warnings);
    return Promise.all(
      ordered.map(async (node) => {
        const planned = await plannedTask(node);
        const run: TaskRun = { task: node.task, planned, misplaced: node.error, attempts: 0 };
        if (!this.#runs.has(node.taskId)) this.#runs.set(node.taskId, run);
        return planned;
      }),
    );
  }
}
