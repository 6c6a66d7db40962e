import { isDeepStrictEqual } from "node:util";

/** Counting may take a twentieth of the time at most: of very many tasks it takes a while, and a run changes them all the time. */
const PAUSE_PER_MS = 20;

type Counts = ReadonlyMap<string, number>;

/** How many tasks of each class are stale, as they were last counted; counted again now and then while things change. */
export class StaleMarks {
  readonly #count: () => Promise<Counts>;
  readonly #changed: () => void;
  #counts: Counts = new Map();
  #timer: NodeJS.Timeout | undefined;
  /** Not before this moment, in milliseconds of `performance.now()`. */
  #next = 0;
  #isCounting = false;
  #isWanted = false;

  /** @param signal ends it */
  constructor(count: () => Promise<Counts>, changed: () => void, signal: AbortSignal) {
    this.#count = count;
    this.#changed = changed;
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** Something has changed: they are counted as soon as may be. */
  recount(): void {
    this.#isWanted = true;
    if (this.#isCounting || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#recount(), Math.max(0, this.#next - performance.now())).unref();
  }

  async #recount(): Promise<void> {
    this.#timer = undefined;
    this.#isWanted = false;
    this.#isCounting = true;
    const start = performance.now();
    try {
      const counts = await this.#count();
      const isNew = !isDeepStrictEqual(counts, this.#counts);
      this.#counts = counts;
      if (isNew) this.#changed();
    } catch (error) {
      console.error(`What is stale could not be counted: ${(error as Error).message}`);
    }
    const end = performance.now();
    this.#next = end + (end - start) * PAUSE_PER_MS;
    this.#isCounting = false;
    if (this.#isWanted) this.recount();
  }
}
