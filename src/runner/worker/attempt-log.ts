import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * The log of the attempt in progress: what the task says, and everything that its code prints. Each piece is in the
 * file before the call returns, so that nothing is missing when the process dies. On a full disk the rest is lost, and
 * the task's own calls do not throw for that: who made the log asks it at the end.
 */
export class AttemptLog {
  #file: number | undefined;
  #stays = false;
  #trouble: Error | undefined;

  /** @param file where it is kept; a number for what is open already and stays so */
  constructor(file: string | number) {
    if (typeof file === "number") {
      this.#file = file;
      this.#stays = true;
    } else
      this.#try(() => {
        this.#file = openInFolder(file);
      });
  }

  /** Why some of it is lost; `undefined` while all is there. */
  get trouble(): Error | undefined {
    return this.#trouble;
  }

  write(text: string | Uint8Array): void {
    const file = this.#file;
    if (file !== undefined) this.#try(() => writeAll(file, text));
  }

  /** A line of our own, with the time of day in UTC. */
  line(text: string): void {
    this.write(`${new Date().toISOString().slice(11, 23)} ${text}\n`);
  }

  close(): void {
    const file = this.#file;
    if (file !== undefined && !this.#stays) this.#try(() => closeSync(file));
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#trouble ??= error as Error;
    }
  }
}

/** The first attempt of a run makes the folder, the others find it. */
function openInFolder(file: string): number {
  try {
    return openSync(file, "a");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(file, "a");
  }
}

const FULL_MS = 5;

/** A pipe may be full for a moment, where the one that reads it is slow. */
function writeAll(file: number, text: string | Uint8Array): void {
  let rest = Buffer.from(text as string);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_MS);
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
