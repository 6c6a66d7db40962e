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

  /** As {@link RunRecorder.together}: what is emitted in it is heard after it. */
  together<T>(work: () => T): T {
    if (this.#isTogether) return work();
    this.#isTogether = true;
    try {
      return this.#recorder.together(work);
    } finally {
      this.#isTogether = false;
      this.#hear();
    }
  }

  #hear(): void {
    for (const event of this.#unheard.splice(0)) this.#listen(event);
  }
}
