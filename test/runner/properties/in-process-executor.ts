import type { AttemptEvents, Executor, Seat } from "../../../src/runner/run/executor.ts";
import { Attempts } from "../../../src/runner/worker/attempts.ts";
import type { AttemptOutcome, AttemptRequest } from "../../../src/runner/worker/worker-api.ts";
import { jobAt, type Workshop } from "./jobs.ts";
import { LIMITS } from "./pipeline.ts";

/** Makes attempts as workers do, in this process: it may die as theirs may. */
export class InProcessExecutor implements Executor {
  readonly #workshop: Workshop;
  readonly #size: number;
  readonly #busy = new Set<Seat>();
  #free: Seat[] = [];

  constructor(workshop: Workshop, size: number) {
    this.#workshop = workshop;
    this.#size = size;
  }

  take(_wants: unknown, home?: Seat): Seat | undefined {
    if (this.#busy.size >= this.#size || (home !== undefined && this.#busy.has(home))) return undefined;
    const seat = home ?? this.#free.pop() ?? new InProcessSeat(this.#workshop, this.#busy.size);
    this.#free = this.#free.filter((free) => free !== seat);
    this.#busy.add(seat);
    return seat;
  }

  give(seat: Seat): void {
    this.#busy.delete(seat);
    if (!seat.hasEnded) this.#free.push(seat);
  }

  async stop(): Promise<void> {}

  async kill(): Promise<void> {}
}

class InProcessSeat implements Seat {
  readonly place: number;
  readonly pid = undefined;
  readonly holdsToLimits = true;
  hasEnded = false;
  readonly #workshop: Workshop;
  readonly #attempts = new Attempts({
    root: "/",
    resources: LIMITS,
    checksums: false,
    tell: { progressed: () => {}, messaged: () => {}, tracked: () => {}, warned: () => {} },
    extendClaims: async () => Number.POSITIVE_INFINITY,
  });

  constructor(workshop: Workshop, place: number) {
    this.#workshop = workshop;
    this.place = place;
  }

  async execute(request: AttemptRequest, _events: AttemptEvents): Promise<AttemptOutcome> {
    const place = Number(request.params.n);
    if (this.#workshop.spec(place).dies && this.#workshop.fails(place)) {
      await this.kill();
      return { status: "ended", ends: [{ status: "failed", error: { message: "The process died." } }] };
    }
    return this.#attempts.start(request, async () => [jobAt(place)]);
  }

  resume({ taskId }: AttemptRequest): Promise<AttemptOutcome> {
    return this.#attempts.resume(taskId);
  }

  async stop(): Promise<void> {}

  async kill(): Promise<void> {
    this.hasEnded = true;
  }
}
