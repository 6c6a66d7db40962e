import type { Target } from "./target.ts";

const CONTENTS = new Map<string, unknown>();

/**
 * A target in this process's memory, by name, for tests: it is gone with the process, and other processes do not see it.
 *
 * @example
 * const target = new MemoryTarget<string>("greeting");
 * await target.write("hello");
 * await new MemoryTarget<string>("greeting").read(); // "hello"
 */
export class MemoryTarget<T = unknown> implements Target {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async exists(): Promise<boolean> {
    return CONTENTS.has(this.name);
  }

  /** @throws Error when nothing was written */
  async read(): Promise<T> {
    if (!CONTENTS.has(this.name)) throw new Error(`Nothing was written to ${this}.`);
    return CONTENTS.get(this.name) as T;
  }

  async write(content: T): Promise<void> {
    CONTENTS.set(this.name, content);
  }

  async remove(): Promise<void> {
    CONTENTS.delete(this.name);
  }

  toString(): string {
    return `memory:${this.name}`;
  }

  /** Forgets every memory target, say before each test. */
  static clear(): void {
    CONTENTS.clear();
  }
}
