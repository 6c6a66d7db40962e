import type { RunEvent } from "../../protocol/run-event.ts";
import type { RunRecorder } from "./run-recorder.ts";

/** A run's events on their way into the history and to who listens: he may take his time, and finds there what he hears of. */
export class RecordedEvents {
  readonly #recorder: Pick<RunRecorder, "record" | "together">;
  readonly #listen: (event: RunEvent) => void;
  readonly #unheard: RunEvent[] = [];
  #isTogether = false;

  constructor(recorder: Pick<RunRecorder, "record" | "together">, listen: (event: RunEvent) => void) {
    this.#recorder = recorder;
    this.#listen = listen;
  }

  emit(event: RunEvent): void {
    this.#recorder.record(event);
    this.#unheard.push(event);
    if (!this.#isTogether) this.#hear();
  }

  /**
   * As {@link RunRecorder.together}: what is emitted in it is heard after it. Where it could not be kept nobody hears of
   * it: least of all that a run has ended well.
   */
  together<T>(work: () => T): T {
    if (this.#isTogether) return work();
    this.#isTogether = true;
    let isKept = false;
    try {
      const done = this.#recorder.together(work);
      isKept = true;
      return done;
    } finally {
      this.#isTogether = false;
      if (!isKept) this.#unheard.length = 0;
      this.#hear();
    }
  }

  #hear(): void {
    for (const event of this.#unheard.splice(0)) this.#listen(event);
  }
}
