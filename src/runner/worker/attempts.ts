import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import { placeTasks } from "../planning/place-tasks.ts";
import { plannedTask } from "../planning/planned-task.ts";
import { AttemptLog, captureOutput } from "./attempt-log.ts";
import { type AttemptContext, execute } from "./execute.ts";
import { taskError } from "./task-error.ts";
import type { TaskClass } from "./task-module.ts";
import type { AttemptOutcome, AttemptRequest, Suspended } from "./worker-api.ts";

interface OpenAttempt {
  readonly log: AttemptLog;
  readonly abort: AbortController;
  /** Settles when the attempt ends or is suspended; a new one each time that it goes on. */
  outcome: PromiseWithResolvers<AttemptOutcome>;
  /** Lets the task go on. */
  goOn?: () => void;
}

/**
 * The attempts of this worker: one that runs, and those that are suspended, in the middle of their `run()`, until what
 * they asked for is made.
 */
export class Attempts {
  readonly #root: string;
  readonly #tell: AttemptContext["tell"];
  readonly #open = new Map<string, OpenAttempt>();
  #running: OpenAttempt | undefined;

  /** @param root the project's folder */
  constructor(root: string, tell: AttemptContext["tell"]) {
    this.#root = root;
    this.#tell = tell;
  }

  /** @param make makes the task; it may throw as the task may */
  start({ taskId, log }: AttemptRequest, make: () => Promise<Task>): Promise<AttemptOutcome> {
    const attempt: OpenAttempt = {
      log: new AttemptLog(log),
      abort: new AbortController(),
      outcome: Promise.withResolvers(),
    };
    this.#open.set(taskId, attempt);
    this.#enter(attempt);
    void this.#toEnd(taskId, attempt, make);
    return attempt.outcome.promise;
  }

  resume(taskId: string): Promise<AttemptOutcome> {
    const attempt = this.#open.get(taskId);
    if (attempt?.goOn === undefined) throw new Error(`${taskId} is not suspended here.`);
    attempt.outcome = Promise.withResolvers();
    this.#enter(attempt);
    attempt.goOn();
    return attempt.outcome.promise;
  }

  cancel(why: string): void {
    this.#running?.abort.abort(new Error(why));
  }

  async #toEnd(taskId: string, attempt: OpenAttempt, make: () => Promise<Task>): Promise<void> {
    const { log } = attempt;
    const outcome = await this.#perform(attempt, make).catch((thrown: unknown): AttemptOutcome => {
      const error = taskError(thrown, this.#root);
      log.line(`Failed: ${error.stack ?? error.message}`);
      return { status: "failed", error };
    });
    this.#leave();
    this.#open.delete(taskId);
    log.close();
    attempt.outcome.resolve(outcome);
  }

  async #perform(attempt: OpenAttempt, make: () => Promise<Task>): Promise<AttemptOutcome> {
    const { log, abort } = attempt;
    const task = await make();
    if (await isMadeAlready(task)) {
      log.line("Complete: another run has made it meanwhile.");
      return { status: "complete" };
    }
    const demand = (tasks: readonly Task[]) => this.#suspend(attempt, tasks);
    await execute(task, { log, tell: this.#tell, signal: abort.signal, demand });
    return { status: "done" };
  }

  async #suspend(attempt: OpenAttempt, asked: readonly Task[]): Promise<void> {
    const { ordered } = await placeTasks(asked);
    const tasks = await Promise.all(ordered.map(plannedTask));
    const suspended: Suspended = { status: "suspended", requires: asked.map((task) => identityOf(task).taskId), tasks };
    attempt.log.line(`Waits for ${asked.join(", ")}`);
    const wait = new Promise<void>((resolve) => (attempt.goOn = resolve));
    this.#leave();
    attempt.outcome.resolve(suspended);
    await wait;
    attempt.goOn = undefined;
  }

  /** What this process prints belongs to this attempt now. */
  #enter(attempt: OpenAttempt): void {
    this.#running = attempt;
    captureOutput(attempt.log);
  }

  #leave(): void {
    this.#running = undefined;
    captureOutput(undefined);
  }
}

/**
 * The plan is a moment old, and whoever held the claim before may have made it since. A wrapper makes nothing: it is
 * complete now because what it requires is.
 */
async function isMadeAlready(task: Task): Promise<boolean> {
  return (task.constructor as unknown as TaskClass).kind !== "wrapper" && (await task.complete());
}
