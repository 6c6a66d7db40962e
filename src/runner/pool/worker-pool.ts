import type { WorkerOptions } from "../worker/worker-api.ts";
import { WorkerProcess } from "./worker-process.ts";

/** A worker and its place in the pool. */
export interface PooledWorker {
  readonly worker: WorkerProcess;
  /** From 0. A worker that died is replaced at its place. */
  readonly place: number;
}

/** Workers, started when they are needed and used again. */
export class WorkerPool {
  readonly #start: () => WorkerProcess;
  readonly #free: PooledWorker[] = [];
  readonly #busy = new Set<PooledWorker>();
  /** How many may be busy at once. */
  size: number;

  /**
   * @param size how many may be busy at once
   * @param program the worker's file, absolute
   */
  constructor(size: number, program: string, options: WorkerOptions) {
    this.#start = () => new WorkerProcess(program, options);
    this.size = size;
  }

  /**
   * Takes a worker; `undefined` when as many as may be are busy.
   *
   * @param wanted none but this one will do
   */
  take(wanted?: PooledWorker): PooledWorker | undefined {
    if (this.#busy.size >= this.size) return undefined;
    if (wanted !== undefined) return this.#takeFree(wanted);
    let pooled = this.#free.pop();
    while (pooled?.worker.hasEnded) pooled = this.#free.pop();
    pooled ??= { worker: this.#start(), place: this.#freePlace() };
    this.#busy.add(pooled);
    return pooled;
  }

  #takeFree(wanted: PooledWorker): PooledWorker | undefined {
    const place = this.#free.indexOf(wanted);
    if (place < 0) return undefined;
    this.#free.splice(place, 1);
    this.#busy.add(wanted);
    return wanted;
  }

  /** Gives a worker back. One that has died is not used again. */
  give(pooled: PooledWorker): void {
    this.#busy.delete(pooled);
    if (!pooled.worker.hasEnded) this.#free.push(pooled);
  }

  /** Asks every attempt in progress to stop, and ends the processes of those that have not after a while. */
  async stop(why: string): Promise<void> {
    await Promise.all([...this.#busy].map(({ worker }) => worker.stop(why)));
  }

  /** Ends every worker, and all that they started, at once. */
  async kill(): Promise<void> {
    await Promise.all([...this.#busy, ...this.#free].map(({ worker }) => worker.kill()));
  }

  /** The lowest that no living worker has. */
  #freePlace(): number {
    const taken = new Set([...this.#busy, ...this.#free].map(({ place }) => place));
    let place = 0;
    while (taken.has(place)) place++;
    return place;
  }
}
