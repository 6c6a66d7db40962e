import { ExitCode } from "../../protocol/exit-code.ts";
import type { RunEvent } from "../../protocol/run-event.ts";
import { fullDisk } from "./full-disk.ts";
import { UserError } from "./user-error.ts";

/**
 * What ends a run before all its tasks were tried: somebody's wish, a failure where that was asked for, a full disk. It
 * reads the run's events.
 */
export class Brakes {
  readonly #stop = new AbortController();
  readonly #drain = new AbortController();
  readonly #stopOnFailure: boolean;
  #why: string | undefined;
  /** Aborted: what runs is to stop. */
  readonly signal: AbortSignal;

  /** Aborted: nothing new is to start. */
  readonly drain: AbortSignal;

  /**
   * @param wish aborted when somebody wants the run to stop
   * @param pause aborted when somebody wants that nothing new starts
   */
  constructor(wish: AbortSignal, pause: AbortSignal | undefined, stopOnFailure = false) {
    this.signal = AbortSignal.any([wish, this.#stop.signal]);
    this.drain = AbortSignal.any([this.#drain.signal, ...(pause === undefined ? [] : [pause])]);
    this.#stopOnFailure = stopOnFailure;
  }

  see(event: RunEvent): void {
    if (event.event !== "taskFinished" && event.event !== "attemptFailed") return;
    if (this.#stopOnFailure && event.event === "taskFinished" && event.status === "failed") this.#drain.abort();
    const full = event.error && fullDisk(event.error);
    if (full === undefined) return;
    this.#why ??= full;
    this.#drain.abort();
    // Whoever told of the event is in the middle of something.
    queueMicrotask(() => this.stop());
  }

  stop(): void {
    this.#stop.abort();
  }

  /** @throws UserError when the disk was full */
  check(): void {
    if (this.#why !== undefined) throw new UserError(this.#why, ExitCode.unexpectedError);
  }
}
