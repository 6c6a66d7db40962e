import type { RunEvent, RunFinished, RunStarted } from "../../protocol/run-event.ts";

/** Keeps how a run began and how it ended, of all that it tells. */
export class RunEnds {
  #started: RunStarted | undefined;
  #finished: RunFinished | undefined;

  see(event: RunEvent): void {
    if (event.event === "runStarted") this.#started = event;
    if (event.event === "runFinished") this.#finished = event;
  }

  /** `undefined` until it has ended. */
  get both(): { readonly started: RunStarted; readonly finished: RunFinished } | undefined {
    const [started, finished] = [this.#started, this.#finished];
    return started && finished && { started, finished };
  }
}
