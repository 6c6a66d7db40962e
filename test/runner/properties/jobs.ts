import { ExternalTask, IntParameter, type Target, Task, WrapperTask } from "../../../src/framework/index.ts";
import { type JobSpec, LIMITS, type Pipeline } from "./pipeline.ts";

/** What goes on in a pipeline, as its tasks see it, and which of the rules they saw broken. */
export class Workshop {
  readonly broken: string[] = [];
  readonly #pipeline: Pipeline;
  readonly #made = new Set<number>();
  readonly #failed = new Map<number, number>();
  readonly #running = new Set<number>();
  #step = 0;

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
    for (const [place, { exists, kind }] of pipeline.jobs.entries())
      if (exists && kind !== "wrapper") this.#made.add(place);
  }

  spec(place: number): JobSpec {
    return this.#pipeline.jobs[place] as JobSpec;
  }

  exists(place: number): boolean {
    return this.#made.has(place);
  }

  /** A task begins, or goes on: is it allowed to, now? */
  enter(place: number, needed: readonly number[]): void {
    this.#running.add(place);
    if (this.#running.size > this.#pipeline.workers) this.broken.push(`${this.#running.size} tasks at once`);
    for (const other of needed) if (!this.isThere(other)) this.broken.push(`${place} began before ${other}`);
    const used: Record<string, number> = {};
    for (const running of this.#running)
      for (const [name, amount] of Object.entries(this.spec(running).resources))
        used[name] = (used[name] ?? 0) + amount;
    for (const [name, amount] of Object.entries(used))
      if (amount > (LIMITS[name] ?? 1)) this.broken.push(`${amount} of ${name} used at once`);
  }

  leave(place: number): void {
    this.#running.delete(place);
  }

  make(place: number): void {
    if (this.#made.has(place)) this.broken.push(`${place} was made twice`);
    this.#made.add(place);
  }

  /** Is this attempt one of those that fail? */
  fails(place: number): boolean {
    const failed = this.#failed.get(place) ?? 0;
    if (failed >= this.spec(place).failures) return false;
    this.#failed.set(place, failed + 1);
    return true;
  }

  /** Some turns of the event loop, in which other tasks come to their turn. */
  async pass(): Promise<void> {
    const { turns } = this.#pipeline;
    const count = turns[this.#step++ % turns.length] ?? 0;
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  private isThere(place: number): boolean {
    const { kind, requires } = this.spec(place);
    return kind === "wrapper" ? requires.every((other) => this.isThere(other)) : this.#made.has(place);
  }
}

/** Where the tasks work: there is one at a time. */
let workshop: Workshop;

export function openWorkshop(opened: Workshop): void {
  workshop = opened;
}

export function jobAt(place: number): Task {
  const Class = { task: Job, external: Delivery, wrapper: Group }[workshop.spec(place).kind];
  return new Class({ n: place });
}

const PLACE = { n: IntParameter() };

function requirementsOf(place: number): Task[] {
  const { throwsIn, requires } = workshop.spec(place);
  if (throwsIn === "requires") throw new Error("requires() threw.");
  return requires.map(jobAt);
}

function outputOf(place: number): Target {
  return {
    exists: async () => {
      await workshop.pass();
      if (workshop.spec(place).throwsIn === "complete") throw new Error("complete() threw.");
      return workshop.exists(place);
    },
  };
}

export class Job extends Task.with(PLACE) {
  override get priority() {
    return workshop.spec(this.n).priority;
  }
  override get resources() {
    return workshop.spec(this.n).resources;
  }
  override get retries() {
    return workshop.spec(this.n).retries;
  }
  override retryDelay = 0;

  override requires() {
    return requirementsOf(this.n);
  }
  override output() {
    return outputOf(this.n);
  }
  override async *run() {
    const { requires, asks, forgets } = workshop.spec(this.n);
    workshop.enter(this.n, requires);
    try {
      await workshop.pass();
      if (workshop.fails(this.n)) throw new Error("This attempt fails.");
      for (const asked of asks) {
        workshop.leave(this.n);
        yield asked.map(jobAt);
        workshop.enter(this.n, asked);
        await workshop.pass();
      }
      if (!forgets) workshop.make(this.n);
    } finally {
      workshop.leave(this.n);
    }
  }
}

export class Delivery extends ExternalTask.with(PLACE) {
  override output() {
    return outputOf(this.n);
  }
}

export class Group extends WrapperTask.with(PLACE) {
  override get resources() {
    return workshop.spec(this.n).resources;
  }
  override get priority() {
    return workshop.spec(this.n).priority;
  }
  override requires() {
    return requirementsOf(this.n);
  }
}
