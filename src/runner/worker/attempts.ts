import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import { placeTasks, type StaleAmong } from "../planning/place-tasks.ts";
import { plannedTask } from "../planning/planned-task.ts";
import { steadyTime } from "../run/steady-time.ts";
import { AttemptLog, captureOutput } from "./attempt-log.ts";
import { type AttemptContext, execute } from "./execute.ts";
import { outputFacts } from "./output-facts.ts";
import { taskError } from "./task-error.ts";
import type { TaskClass } from "./task-module.ts";
import type { AttemptEnd, AttemptOutcome, AttemptRequest, Suspended, WorkerOptions } from "./worker-api.ts";

interface OpenAttempt {
  heldUntil: number;
  readonly log: AttemptLog;
  readonly abort: AbortController;
  /** What it had asked for before it started over, as far as it has not come to it again. */
  readonly before: string[];
  /** Settles when the attempt ends or is suspended; a new one each time that it goes on. */
  outcome: PromiseWithResolvers<AttemptOutcome>;
  /** Lets the task go on. */
  goOn?: () => void;
}

const COMPLETE: AttemptEnd = { status: "complete" };

type Tasks = readonly [Task, ...Task[]];
type MakeTasks = () => Promise<Tasks>;

export interface AttemptsOptions extends Pick<WorkerOptions, "root" | "resources" | "checksums"> {
  readonly tell: AttemptContext["tell"];
  extendClaims(): Promise<number | undefined>;
  /** Which of some complete tasks are to be made again; none when absent. */
  readonly staleAmong?: StaleAmong;
  /**
   * It can not stand still: when what it asks for is not there, its process ends, and it starts over later. What is there
   * is told, and it goes on.
   */
  readonly startsOver?: { asked(taskIds: readonly string[]): void };
}

/**
 * The attempts of this worker: one that runs, and those that are suspended, in the middle of their `run()`, until what
 * they asked for is made.
 */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #open = new Map<string, OpenAttempt>();
  #running: OpenAttempt | undefined;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** @param make makes the tasks, the one that the request names first; it may throw as they may */
  start(request: AttemptRequest, make: MakeTasks): Promise<AttemptOutcome> {
    const attempt: OpenAttempt = {
      heldUntil: request.heldUntil,
      log: new AttemptLog(request.log),
      abort: new AbortController(),
      before: [...(request.asked ?? [])],
      outcome: Promise.withResolvers(),
    };
    this.#open.set(request.taskId, attempt);
    this.#enter(attempt);
    void this.#toEnd(request, attempt, make);
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

  /**
   * Held up for longer than a lease, say asleep, the attempt may have been replaced by another run's. The runner is asked
   * only when that could be, and again when the answer is old.
   *
   * @throws Error when somebody else has taken over what the attempt in progress makes
   */
  async checkClaim(): Promise<void> {
    const attempt = this.#running;
    if (attempt === undefined) return;
    while (steadyTime() >= attempt.heldUntil) {
      const heldUntil = await this.#options.extendClaims();
      if (heldUntil === undefined) throw new Error("Another run has taken this task over: only its result counts.");
      attempt.heldUntil = heldUntil;
    }
  }

  async #toEnd(request: AttemptRequest, attempt: OpenAttempt, make: MakeTasks): Promise<void> {
    const ends = await this.#perform(attempt, request.again, make).catch((error: unknown) => {
      const end = this.#failed(attempt, error);
      return [end, ...request.together.map(() => end)];
    });
    this.#leave();
    this.#open.delete(request.taskId);
    attempt.log.close();
    const { trouble } = attempt.log;
    attempt.outcome.resolve({ status: "ended", ends: trouble ? ends.map((end) => withoutLog(end, trouble)) : ends });
  }

  async #perform(attempt: OpenAttempt, again: boolean, make: MakeTasks): Promise<AttemptEnd[]> {
    const { log, abort } = attempt;
    const tasks = await make();
    const made = new Set<Task>();
    for (const task of again ? [] : tasks) if (await isMadeAlready(task)) made.add(task);
    for (const task of made) log.line(`Complete: another run has made ${task} meanwhile.`);
    const [first, ...rest] = tasks.filter((task) => !made.has(task));
    if (first === undefined) return tasks.map(() => COMPLETE);

    const demand = (asked: readonly Task[]) => this.#suspend(attempt, asked);
    const context = { log, tell: this.#options.tell, signal: abort.signal, demand };
    const failures = await execute([first, ...rest], context);
    // Several may have failed by the same throw: it is told once.
    const failed = new Map(
      [...new Set(failures)].map((failure) => [failure, failure && this.#failed(attempt, failure.error)]),
    );
    const executed = failures.values();
    const ends: AttemptEnd[] = [];
    for (const task of tasks)
      ends.push(made.has(task) ? COMPLETE : (failed.get(executed.next().value) ?? (await this.#done(task))));
    return ends;
  }

  async #done(task: Task): Promise<AttemptEnd> {
    return { status: "done", made: await outputFacts(task, this.#options.checksums) };
  }

  #failed({ log }: OpenAttempt, thrown: unknown): AttemptEnd {
    const error = taskError(thrown, this.#options.root);
    log.line(`Failed: ${error.stack ?? error.message}`);
    return { status: "failed", error };
  }

  async #suspend(attempt: OpenAttempt, asked: readonly Task[]): Promise<void> {
    const requires = asked.map((task) => identityOf(task).taskId);
    const { resources, staleAmong, startsOver } = this.#options;
    const isMade = startsOver !== undefined && isRepeated(attempt.before, requires);
    const { ordered } = await placeTasks(asked, { resources, ...(staleAmong && { staleAmong }) });
    const tasks = await Promise.all(ordered.map(plannedTask));
    if (isMade || (startsOver && tasks.every(({ taskId, action }) => action === "skip" || !requires.includes(taskId))))
      return startsOver?.asked(requires);
    const suspended: Suspended = { status: "suspended", requires, tasks };
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

/** An attempt without its whole log counts as failed, by the log's trouble where it had none of its own. */
function withoutLog(end: AttemptEnd, { message, code }: NodeJS.ErrnoException): AttemptEnd {
  const own = end.status === "failed" ? end.error : { message: `The log could not be written: ${message}` };
  return { status: "failed", error: { ...own, code } };
}

/**
 * Does a task that started over ask for what it had asked for before?
 *
 * @param before what it has not come to again yet; what it has is taken out
 * @throws Error when it asks for something else: it would start over without end
 */
function isRepeated(before: string[], requires: readonly string[]): boolean {
  const expected = before.splice(0, requires.length);
  if (expected.length === 0) return false;
  if (expected.join() === requires.join()) return true;
  throw new Error(
    `It started over in another pod, and asked for ${requires.join(", ")} where it had asked for ${expected.join(", ")}. In pods, run() must ask for the same each time. Without --on kubernetes it goes on where it stood.`,
  );
}

/**
 * The plan is a moment old, and whoever held the claim before may have made it since. A wrapper makes nothing: it is
 * complete now because what it requires is.
 */
async function isMadeAlready(task: Task): Promise<boolean> {
  return (task.constructor as unknown as TaskClass).kind !== "wrapper" && (await task.complete());
}
