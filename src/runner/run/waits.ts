/** What is to be done a little later, while something else goes on. */
export class Waits {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #end: AbortSignal;

  /**
   * @param end aborted when nothing is waited for any more
   * @param ended hears of that
   */
  constructor(end: AbortSignal, ended: () => void) {
    this.#end = end;
    const stop = () => {
      this.clear();
      ended();
    };
    // Who aborts it may be in the middle of something.
    end.addEventListener("abort", () => queueMicrotask(stop), { once: true });
  }

  /** How many are still to come. */
  get size(): number {
    return this.#timers.size;
  }

  /** @param delay milliseconds */
  later(delay: number, then: () => void): void {
    if (this.#end.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, delay);
    this.#timers.add(timer);
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
