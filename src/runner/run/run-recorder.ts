import type { RunEvent } from "../../protocol/run-event.ts";
import type { Claims } from "./claims.ts";

/** Takes a run's events into the history. */
export interface RunRecorder {
  /** Keeps an event; it may be written a little later, together with others. */
  record(event: RunEvent): void;
  /** Returns when everything recorded so far survives the death of this process. */
  flush(): void;
  /**
   * Where a run agrees with the others on this machine who runs what.
   *
   * @param limits how much there is of each resource; 1 of one that is not named
   */
  claimsOf(runId: string, limits: Readonly<Record<string, number>>): Claims;
  /** In how many of its last runs a task failed, without one between them in which it did not. */
  failuresInARow(taskId: string): number;
}
