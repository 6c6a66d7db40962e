import type { OutputFact } from "../../protocol/output-fact.ts";
import type { TaskError, TaskResult } from "../../protocol/run-event.ts";
import { publicTask } from "../planning/public-task.ts";
import { type Ending, Schedule } from "../scheduling/schedule.ts";
import { unrun } from "../scheduling/unrun.ts";
import type { AttemptEnd, PlannedTask, Suspended } from "../worker/worker-api.ts";
import type { Seat } from "./executor.ts";
import { makeAttempt } from "./make-attempt.ts";
import { ResourceBudget } from "./resource-budget.ts";
import { retryDelay } from "./retry-delay.ts";
import type { RunPlanOptions } from "./run-plan-options.ts";
import { TaskResults } from "./task-results.ts";
import { resourcesOf, type Start, spentOn, startOver, type TaskRun } from "./task-run.ts";
import { Waits } from "./waits.ts";

/**
 * Runs what a plan says is to run, as many tasks at once as the executor has seats. A failed task gets its other
 * attempts, then stops only what needs it. When the signal is aborted nothing new starts, and what runs is told, then
 * ended.
 *
 * @returns how each task of the plan ended, in the plan's order
 */
export function runPlan(options: RunPlanOptions): Promise<TaskResult[]> {
  return new PlanRun(options).toEnd();
}

/** How long to wait until looking again at what other runs hold. */
const ELSEWHERE_MS = 500;

/** So often a task is tried again because what it ran on was taken away. */
const MOST_LOST = 3;

const TROUBLE: ReadonlySet<Ending> = new Set(["failed", "cancelled"]);

class PlanRun {
  readonly #options: RunPlanOptions;
  readonly #schedule: Schedule;
  readonly #budget: ResourceBudget;
  /** In the plan's order, then what running tasks asked for. */
  readonly #tasks: Map<string, PlannedTask>;
  readonly #results: TaskResults;
  /** Those that have started and not ended. */
  readonly #open = new Map<string, TaskRun>();
  readonly #waits: Waits;
  /** How many are going on now. */
  #attempts = 0;
  readonly #end = Promise.withResolvers<void>();

  constructor(options: RunPlanOptions) {
    this.#options = options;
    this.#schedule = new Schedule(options.tasks);
    this.#budget = new ResourceBudget(options.project.config.resources);
    this.#results = new TaskResults(options.emit);
    this.#waits = new Waits(options.drain, () => this.#goOn());
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
        this.#results.add(task, { ...unrun(task, blocked, signal), ...spentOn(this.#open.get(task.taskId)) });
    }
    for (const taskId of this.#open.keys()) claims.release(taskId); // suspended for good
    return this.#results.of(this.#tasks.keys());
  }

  /**
   * Starts what may start. When nothing does and nothing runs, the run is over.
   *
   * @param settle what has happened, and is written to the history with the starts that come of it
   */
  #goOn(settle?: () => void): void {
    try {
      // The history knows of an attempt before its first side effect: whoever comes after a crash can clean up.
      const starts = this.#options.together(() => {
        settle?.();
        return this.#takeStarts();
      });
      for (const start of starts) void this.#attempt(start).catch(this.#end.reject);
      if (this.#attempts === 0 && this.#waits.size === 0) this.#end.resolve();
    } catch (error) {
      this.#end.reject(error);
    }
  }

  #takeStarts(): Start[] {
    const all: Start[] = [];
    for (;;) {
      const ready = this.#takeReady();
      const starts = this.#claim(ready);
      for (const start of starts) if (!start.resumes) this.#tellOfStart(start);
      this.#attempts += starts.length;
      all.push(...starts);
      // A seat that was meant for a task which could not be had is free for the next one.
      if (starts.length === ready.length) return all;
    }
  }

  #takeReady(): Start[] {
    const starts: Start[] = [];
    const noSeat: string[] = [];
    this.#options.look?.();
    if (this.#options.signal.aborted || this.#options.drain.aborted) return starts;
    const next = () => this.#schedule.next((resources) => this.#budget.allows(resources))?.taskId;
    for (let taskId = next(); taskId !== undefined; taskId = next()) {
      const start = this.#start(taskId);
      if (start !== undefined) {
        this.#budget.use(resourcesOf(start));
        starts.push(start);
        continue;
      }
      noSeat.push(taskId);
      // One that goes on where it stood waits for that seat; for any other task there is no seat at all.
      if (this.#open.get(taskId)?.home === undefined) break;
    }
    for (const taskId of noSeat) this.#schedule.putBack(taskId);
    return starts;
  }

  /** @returns `undefined` when there is no seat for it */
  #start(taskId: string): Start | undefined {
    const run = this.#runOf(taskId);
    const { policy, batchKey } = run.task;
    if (run.home?.hasEnded) startOver(run);
    const seat = this.#options.executor.take(policy, run.home);
    if (seat === undefined) return undefined;
    const room = batchKey === undefined ? 0 : (policy.maxBatchSize ?? Number.POSITIVE_INFINITY) - 1;
    const alike = this.#schedule.nextAlike(taskId, room).map((task) => this.#runOf(task.taskId));
    return { runs: [run, ...alike], seat, resumes: run.home !== undefined };
  }

  #runOf(taskId: string): TaskRun {
    const task = this.#tasks.get(taskId) as PlannedTask;
    return (
      this.#open.get(taskId) ?? { task, startedAt: performance.now(), attempt: 0, lost: 0, startedOver: 0, log: "" }
    );
  }

  /** @returns those that this run may run; the others wait until other runs let go of what they need */
  #claim(starts: Start[]): Start[] {
    if (starts.length === 0) return starts;
    const { claims, executor, noWait } = this.#options;
    // What several tasks use that are made together, the first uses for all.
    const wanted = starts.flatMap((start) =>
      start.runs.map(({ task: { taskId } }, index) => ({ taskId, resources: index > 0 ? {} : resourcesOf(start) })),
    );
    const { elsewhere, scarce } = claims.take(wanted);
    if (elsewhere.size === 0 && scarce.size === 0) return starts;
    return starts.filter((start) => {
      const { runs, seat } = start;
      const refused = runs.filter(({ task: { taskId } }) => elsewhere.has(taskId) || scarce.has(taskId));
      if (refused.length === 0) return true;
      executor.give(seat, start.resumes);
      this.#budget.giveBack(resourcesOf(start));
      for (const run of runs) {
        const { taskId } = run.task;
        if (!elsewhere.has(taskId)) {
          if (!scarce.has(taskId)) claims.release(taskId);
          this.#schedule.putBack(taskId);
        } else if (noWait) this.#endTask(run, "runElsewhere");
        else this.#comeBack(run, ELSEWHERE_MS);
      }
      this.#waitFor([...scarce.values()].flat());
      return false;
    });
  }

  #tellOfStart({ runs, seat }: Start): void {
    const { runId, emit } = this.#options;
    const [first] = runs;
    const log = `.pipewright/logs/${runId}/${first.task.taskId}.${first.attempt + 1}.log`;
    const batch = runs.length > 1 && { batch: first.task.taskId };
    const how = { worker: seat.place, pid: seat.pid, log, debugPort: first.task.policy.debugPort, ...batch };
    for (const run of runs) {
      const { taskId } = run.task;
      run.attempt++;
      run.log = log;
      run.asked = undefined;
      this.#open.set(taskId, run);
      emit({ event: "taskStarted", taskId, attempt: run.attempt, ...how });
    }
  }

  async #attempt(start: Start): Promise<void> {
    const { runs, seat } = start;
    const { executor, claims } = this.#options;
    const outcome = await makeAttempt(start, this.#options);
    this.#attempts--;
    executor.give(seat, outcome.status === "suspended");
    this.#budget.giveBack(resourcesOf(start));
    for (const run of runs) run.home = undefined;
    this.#goOn(() => {
      claims.releaseResources(runs[0].task.taskId);
      if (outcome.status === "suspended") return this.#suspend(runs[0], seat, outcome);
      const held = claims.held(runs.map(({ task }) => task.taskId));
      for (const [index, run] of runs.entries()) this.#settle(run, outcome.ends[index] as AttemptEnd, held);
    });
  }

  #settle(run: TaskRun, end: AttemptEnd, held: ReadonlySet<string>): void {
    if (end.status === "complete") this.#endTask(run, "alreadyComplete");
    else if (!held.has(run.task.taskId)) this.#discard(run);
    else if (end.status === "done") this.#endTask(run, "ran", end.made);
    else {
      if (end.lost && run.lost < MOST_LOST) run.lost++;
      this.#fail(run, end.error);
    }
  }

  #suspend(run: TaskRun, seat: Seat, { requires, tasks }: Suspended): void {
    const { taskId } = run.task;
    const added = this.#options.disable(tasks.filter((task) => !this.#tasks.has(task.taskId)));
    for (const task of added) this.#tasks.set(task.taskId, task);
    if (added.length > 0) this.#options.emit({ event: "tasksPlanned", tasks: added.map(publicTask) });
    run.asked = [...(run.asked ?? []), ...requires];
    if (this.#schedule.suspend(taskId, requires, added)) run.home = seat;
    else this.#fail(run, { message: "It asked for a task that needs this one back, so that neither can go on." });
  }

  #fail(run: TaskRun, error: TaskError): void {
    run.lastError = error;
    if (this.#options.signal.aborted) this.#endTask(run, "cancelled");
    else if (run.attempt > run.task.policy.retries + run.lost + run.startedOver) this.#endTask(run, "failed");
    else this.#tryAgain(run, error, retryDelay(run.task.policy.retryDelay * 1000, run.attempt));
  }

  /** Held up for longer than its lease, say asleep: another run has taken it over, and only that one's result counts. */
  #discard(run: TaskRun): void {
    if (this.#options.signal.aborted) this.#endTask(run, "cancelled");
    else this.#tryAgain(run, { message: "Another run took it over: this attempt's result does not count." }, 0);
  }

  #tryAgain(run: TaskRun, error: TaskError, delay: number): void {
    const { attempt } = run;
    const { taskId } = run.task;
    run.before = undefined;
    const retryAt = new Date(Date.now() + delay).toISOString();
    this.#options.emit({ event: "attemptFailed", taskId, attempt, error, retryAt });
    this.#comeBack(run, delay);
  }

  /** Lets a task be, and tries again later; it holds nothing but its claim meanwhile. */
  #comeBack(run: TaskRun, delay: number): void {
    const { taskId } = run.task;
    this.#open.set(taskId, run);
    this.#schedule.setAside(taskId);
    this.#later(delay, () => this.#schedule.takeBack(taskId));
  }

  /** Lets be what needs these resources, which other runs use. */
  #waitFor(resources: readonly string[]): void {
    if (resources.length === 0) return;
    this.#budget.block(resources);
    this.#later(ELSEWHERE_MS, () => this.#budget.unblock(resources));
  }

  #later(delay: number, then: () => void): void {
    this.#waits.later(delay, () => {
      then();
      this.#goOn();
    });
  }

  #cancel(): void {
    void this.#options.executor.stop("The run was cancelled.");
    this.#waits.clear();
    for (const run of this.#open.values())
      if (this.#schedule.isSetAside(run.task.taskId)) this.#endTask(run, "cancelled");
    this.#goOn();
  }

  #endTask(run: TaskRun, status: Ending, made?: readonly OutputFact[]): void {
    const { task, lastError, asked } = run;
    this.#open.delete(task.taskId);
    this.#options.claims.release(task.taskId);
    this.#schedule.end(task.taskId, status);
    const error = TROUBLE.has(status) && { error: lastError };
    this.#results.add(task, { status, ...spentOn(run), ...error }, { made, asked });
  }
}
