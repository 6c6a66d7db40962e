import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * The log of the attempt in progress: what the task says, and everything that its code prints. Each piece is in the
 * file before the call returns, so that nothing is missing when the process dies.
 */
export class AttemptLog {
  readonly #file: number;

  constructor(file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.#file = openSync(file, "a");
  }

  write(text: string | Uint8Array): void {
    if (typeof text === "string") writeSync(this.#file, text);
    else writeSync(this.#file, text);
  }

  /** A line of our own, with the time of day in UTC. */
  line(text: string): void {
    this.write(`${new Date().toISOString().slice(11, 23)} ${text}\n`);
  }

  close(): void {
    closeSync(this.#file);
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
