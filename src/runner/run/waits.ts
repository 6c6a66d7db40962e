/** What is to be done a little later, while something else goes on. */
export class Waits {
  readonly #timers = new Set<NodeJS.Timeout>();

  /** How many are still to come. */
  get size(): number {
    return this.#timers.size;
  }

  /** @param delay milliseconds */
  later(delay: number, then: () => void): void {
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
