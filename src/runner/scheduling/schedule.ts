import type { PlanAction, PlanTask } from "../../protocol/plan.ts";
import type { TaskStatus, Trouble } from "../../protocol/run-event.ts";
import { type Ready, ReadyTasks } from "./ready-tasks.ts";

/** How a started task can end. */
export type Ending = Extract<TaskStatus, "ran" | "alreadyComplete" | "failed" | "cancelled" | "runElsewhere">;

/** A task of a plan. Those with the same `batchKey` can be made together. */
type ScheduledTask = PlanTask & { readonly batchKey?: string };

interface Entry extends Ready {
  task: ScheduledTask;
  /** How many of its requirements are not done yet. */
  waitsFor: number;
  status: TaskStatus | "waiting" | "ready" | "running" | "setAside";
  readonly neededBy: Entry[];
}

/** What stands above a task that could not start. */
export interface Blocked {
  readonly kinds: Trouble[];
  /** The taskIds of the nearest tasks in trouble, a few of them. */
  readonly tasks: string[];
}

const STATUS_OF_ACTION = {
  run: "waiting",
  skip: "alreadyComplete",
  waitForExternal: "missingExternal",
  schedulingError: "schedulingError",
  disabled: "disabled",
} as const satisfies Record<PlanAction, Entry["status"]>;

const BLOCKERS_NAMED = 10;

/**
 * Which task of a plan may start next. It knows no processes and no clock: the same plan with the same endings gives
 * the same answers. All of a run costs one visit to each task and each requirement.
 *
 * ```
 *  waiting --(last requirement done)--> ready --(next)--> running --(end)--> ran | failed | cancelled
 *                                         ^                  |      (suspend: back to waiting)
 *                                         +--(takeBack)-- setAside --(end)--> failed | cancelled
 *  waiting | ready, when the run is over --> pending
 * ```
 */
export class Schedule {
  readonly #entries = new Map<string, Entry>();
  readonly #ready = new ReadyTasks<Entry>();

  /** @param tasks the plan, each after what it requires */
  constructor(tasks: readonly ScheduledTask[]) {
    this.#add(tasks);
  }

  /**
   * Takes the task that should start now; `undefined` when none may.
   *
   * @param allows says whether so much of the resources is left; always, when absent
   */
  next(allows: (resources: Readonly<Record<string, number>>) => boolean = () => true): PlanTask | undefined {
    const entry = this.#ready.take(allows);
    if (entry !== undefined) entry.status = "running";
    return entry?.task;
  }

  /**
   * Takes more tasks that may start now, and can be made together with one that {@link next} gave.
   *
   * @param count at most so many
   */
  nextAlike(taskId: string, count: number): PlanTask[] {
    const entries = this.#ready.takeAlike(this.#in("running", taskId), count);
    for (const entry of entries) entry.status = "running";
    return entries.map(({ task }) => task);
  }

  /** No worker could be had for a task that {@link next} gave: it is ready still. */
  putBack(taskId: string): void {
    this.#makeReady(this.#in("running", taskId));
  }

  /** A task that {@link next} gave has ended, or gets no other attempt. */
  end(taskId: string, ending: Ending): void {
    const entry = this.#entries.get(taskId);
    if (entry?.status !== "running" && entry?.status !== "setAside")
      throw new Error(`${taskId} ended without having started.`);
    entry.status = ending;
    if (!isDone(entry)) return;
    for (const dependent of entry.neededBy) {
      dependent.waitsFor--;
      if (dependent.waitsFor === 0 && dependent.status === "waiting") this.#makeReady(dependent);
    }
  }

  /** A task that {@link next} gave has failed, and gets another attempt later: it holds nothing meanwhile. */
  setAside(taskId: string): void {
    this.#in("running", taskId).status = "setAside";
  }

  isSetAside(taskId: string): boolean {
    return this.#entries.get(taskId)?.status === "setAside";
  }

  /** The time for its next attempt has come. */
  takeBack(taskId: string): void {
    this.#makeReady(this.#in("setAside", taskId));
  }

  /**
   * A running task asks for more work, and waits until that is done.
   *
   * @param requires the taskIds of what it asks for
   * @param tasks these and what they need, each after what it requires; those that the schedule knows are left as they are
   * @returns whether it can: not when what it asks for needs it back
   */
  suspend(taskId: string, requires: readonly string[], tasks: readonly ScheduledTask[]): boolean {
    const entry = this.#in("running", taskId);
    this.#add(tasks.filter((task) => !this.#entries.has(task.taskId)));
    if (this.#isNeededBy(taskId, requires)) return false;
    entry.task = { ...entry.task, requires: [...entry.task.requires, ...requires] };
    entry.status = "waiting";
    this.#waitFor(entry, requires);
    return true;
  }

  /** Once the run is over: the tasks that did not start or did not go on, with what stands above each. */
  unstarted(): Map<string, Blocked> {
    const blocked = new Map<string, Blocked>();
    for (const { status, task } of this.#fromRequirements()) {
      if (status !== "waiting" && status !== "ready") continue;
      const kinds = new Set<Trouble>();
      const tasks = new Set<string>();
      for (const requiredId of task.requires) {
        const trouble = troubleOf(this.#entries.get(requiredId));
        const above = trouble ? { kinds: [trouble], tasks: [requiredId] } : blocked.get(requiredId);
        for (const kind of above?.kinds ?? []) kinds.add(kind);
        for (const blocker of above?.tasks ?? []) if (tasks.size < BLOCKERS_NAMED) tasks.add(blocker);
      }
      blocked.set(task.taskId, { kinds: [...kinds], tasks: [...tasks] });
    }
    return blocked;
  }

  #add(tasks: readonly ScheduledTask[]): void {
    for (const task of tasks) {
      const status = STATUS_OF_ACTION[task.action];
      const entry: Entry = { task, place: this.#entries.size, waitsFor: 0, status, neededBy: [] };
      this.#entries.set(task.taskId, entry);
      this.#waitFor(entry, task.requires);
    }
  }

  #waitFor(entry: Entry, requires: readonly string[]): void {
    for (const taskId of requires) {
      const required = this.#entries.get(taskId);
      if (required === undefined || isDone(required)) continue;
      entry.waitsFor++;
      required.neededBy.push(entry);
    }
    if (entry.status === "waiting" && entry.waitsFor === 0) this.#makeReady(entry);
  }

  #in(status: Entry["status"], taskId: string): Entry {
    const entry = this.#entries.get(taskId);
    if (entry?.status !== status) throw new Error(`${taskId} is ${entry?.status ?? "unknown"}, not ${status}.`);
    return entry;
  }

  /** Does any of these tasks, or what they need, need this one? */
  #isNeededBy(taskId: string, requires: readonly string[]): boolean {
    const seen = new Set(requires);
    for (const requiredId of seen) {
      if (requiredId === taskId) return true;
      for (const next of this.#entries.get(requiredId)?.task.requires ?? []) seen.add(next);
    }
    return false;
  }

  /** Every task after what it requires: what was asked for by a running task came after it into the schedule. */
  #fromRequirements(): Entry[] {
    const before = new Map<Entry, number>();
    for (const { neededBy } of this.#entries.values())
      for (const entry of neededBy) before.set(entry, (before.get(entry) ?? 0) + 1);
    const order = [...this.#entries.values()].filter((entry) => !before.has(entry));
    for (const { neededBy } of order) {
      for (const entry of neededBy) {
        const left = (before.get(entry) ?? 0) - 1;
        before.set(entry, left);
        if (left === 0) order.push(entry);
      }
    }
    return order;
  }

  #makeReady(entry: Entry): void {
    entry.status = "ready";
    this.#ready.add(entry);
  }
}

function isDone({ status }: Entry): boolean {
  return status === "alreadyComplete" || status === "ran";
}

function troubleOf(entry: Entry | undefined): Trouble | undefined {
  switch (entry?.status) {
    case "failed":
    case "missingExternal":
    case "cancelled":
    case "disabled":
    case "runElsewhere":
    case "schedulingError":
      return entry.status;
    default:
      return undefined;
  }
}
