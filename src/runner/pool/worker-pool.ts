import type { Executor, Seat, SeatPolicy } from "../run/executor.ts";
import type { WorkerOptions } from "../worker/worker-api.ts";
import { WorkerProcess } from "./worker-process.ts";

/** Worker processes of this machine, started when they are needed and used again. */
export class WorkerPool implements Executor {
  readonly #options: WorkerOptions;
  readonly #free: WorkerProcess[] = [];
  readonly #busy = new Set<WorkerProcess>();
  /** Those of an attempt of its own: used for that one alone. */
  readonly #isolated = new Set<WorkerProcess>();
  /** How many may be busy at once. */
  size: number;

  /**
   * @param size how many may be busy at once
   * @param first one that was started ahead
   */
  constructor(size: number, options: WorkerOptions, first?: WorkerProcess) {
    this.#options = options;
    this.size = size;
    if (first === undefined) return;
    first.load(options);
    this.#free.push(first);
  }

  take({ isolated, memoryLimit, debugPort }: Partial<SeatPolicy> = {}, home?: Seat): WorkerProcess | undefined {
    if (this.#busy.size >= this.size) return undefined;
    if (home !== undefined) return this.#takeHome(home as WorkerProcess);
    const alone = isolated || memoryLimit !== undefined || debugPort !== undefined;
    const worker = (alone ? undefined : this.#takeFree()) ?? this.#start({ memoryLimit, debugPort });
    if (alone) this.#isolated.add(worker);
    this.#busy.add(worker);
    return worker;
  }

  #takeFree(): WorkerProcess | undefined {
    const at = this.#free.findLastIndex((worker) => !worker.hasEnded && !this.#isolated.has(worker));
    return at < 0 ? undefined : this.#free.splice(at, 1)[0];
  }

  #takeHome(home: WorkerProcess): WorkerProcess | undefined {
    const at = this.#free.indexOf(home);
    if (at < 0) return undefined;
    this.#free.splice(at, 1);
    this.#busy.add(home);
    return home;
  }

  #start(wants: Pick<SeatPolicy, "memoryLimit" | "debugPort">): WorkerProcess {
    const worker = new WorkerProcess({ ...wants, place: this.#freePlace() });
    worker.load(this.#options);
    return worker;
  }

  /** One that has died is not used again, nor is one that was an attempt's own. */
  give(worker: Seat, suspended = false): void {
    const ours = worker as WorkerProcess;
    this.#busy.delete(ours);
    if (ours.hasEnded) this.#isolated.delete(ours);
    else if (suspended || !this.#isolated.has(ours)) this.#free.push(ours);
    else {
      this.#isolated.delete(ours);
      void ours.kill();
    }
  }

  async stop(why: string): Promise<void> {
    await Promise.all([...this.#busy].map((worker) => worker.stop(why)));
  }

  /** Ends every worker, and all that they started, at once. */
  async kill(): Promise<void> {
    await Promise.all([...this.#busy, ...this.#free].map((worker) => worker.kill()));
  }

  /** The lowest that no living worker has. */
  #freePlace(): number {
    const taken = new Set([...this.#busy, ...this.#free].filter(({ hasEnded }) => !hasEnded).map(({ place }) => place));
    let place = 0;
    while (taken.has(place)) place++;
    return place;
  }
}
