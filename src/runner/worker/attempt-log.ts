import { appendFileSync, closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";

/**
 * The log of the attempt in progress: what the task says, and everything that its code prints. Each piece is in the
 * file before the call returns, so that nothing is missing when the process dies. On a full disk the rest is lost, and
 * the task's own calls do not throw for that: who made the log asks it at the end.
 */
export class AttemptLog {
  #file: number | undefined;
  #trouble: Error | undefined;

  constructor(file: string) {
    this.#try(() => {
      mkdirSync(path.dirname(file), { recursive: true });
      this.#file = openSync(file, "a");
    });
  }

  /** Why some of it is lost; `undefined` while all is there. */
  get trouble(): Error | undefined {
    return this.#trouble;
  }

  write(text: string | Uint8Array): void {
    const file = this.#file;
    if (file !== undefined) this.#try(() => appendFileSync(file, text));
  }

  /** A line of our own, with the time of day in UTC. */
  line(text: string): void {
    this.write(`${new Date().toISOString().slice(11, 23)} ${text}\n`);
  }

  close(): void {
    const file = this.#file;
    if (file !== undefined) this.#try(() => closeSync(file));
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#trouble ??= error as Error;
    }
  }
}

let current: AttemptLog | undefined;

/** Sends what this process prints to a log, until it is called with `undefined`. */
export function captureOutput(log: AttemptLog | undefined): void {
  current = log;
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (current === undefined) return write(chunk, ...rest);
    current.write(chunk);
    const done = rest.find((argument) => typeof argument === "function") as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  };
}
