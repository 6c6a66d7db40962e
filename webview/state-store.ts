/** What the page looks like again after it was hidden or reloaded, by part. */
export class StateStore {
  readonly #parts = new Map<string, unknown>();
  readonly #keep: (changed: ReadonlyMap<string, unknown>) => void;
  readonly #read: (part: string) => unknown;
  readonly #changed = new Map<string, unknown>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param read what was kept of a part
   * @param keep writes what has changed, once nothing more has for a moment: it can take longer than a frame
   */
  constructor(read: (part: string) => unknown, keep: (changed: ReadonlyMap<string, unknown>) => void) {
    this.#read = read;
    this.#keep = keep;
    window.addEventListener("pagehide", () => this.#keepNow());
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who asks knows what it has kept there
  get<T>(part: string): T | undefined {
    if (!this.#parts.has(part)) this.#parts.set(part, this.#read(part));
    return this.#parts.get(part) as T | undefined;
  }

  set(part: string, value: unknown): void {
    if (value === this.get(part)) return;
    this.#parts.set(part, value);
    this.#changed.set(part, value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keepNow(), QUIET_MS);
  }

  #keepNow(): void {
    clearTimeout(this.#timer);
    if (this.#changed.size > 0) this.#keep(this.#changed);
    this.#changed.clear();
  }
}

const QUIET_MS = 200;
