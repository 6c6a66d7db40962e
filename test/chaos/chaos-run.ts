import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { RunEvent, RunFinished } from "../../src/protocol/run-event.ts";

/** A run of the real command, which a test disturbs. */
export class ChaosRun {
  readonly #command: ChildProcess;
  readonly #events: RunEvent[] = [];
  readonly #told: Promise<string>;
  readonly #closed: Promise<unknown>;
  #wake: () => void = () => {};

  constructor(command: ChildProcess) {
    this.#command = command;
    this.#told = text(command.stderr as NodeJS.ReadableStream);
    this.#closed = once(command, "close").then(() => this.#wake());
    createInterface({ input: command.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      this.#events.push(JSON.parse(line) as RunEvent);
      this.#wake();
    });
  }

  get pid(): number {
    return this.#command.pid as number;
  }

  get hasEnded(): boolean {
    return this.#command.exitCode !== null || this.#command.signalCode !== null;
  }

  /** Waits until it has told so many events, or has ended. */
  async reach(events: number): Promise<void> {
    while (this.#events.length < events && !this.hasEnded) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Waits for its end; `finished` is absent where it told of none. */
  async end(): Promise<{ exitCode: number | null; finished: RunFinished | undefined; told: string }> {
    await this.#closed;
    const last = this.#events.at(-1);
    return {
      exitCode: this.#command.exitCode,
      finished: last?.event === "runFinished" ? last : undefined,
      told: await this.#told,
    };
  }
}
