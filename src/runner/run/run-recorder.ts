import type { CodePiece } from "../../protocol/code-piece.ts";
import type { RunEvent } from "../../protocol/run-event.ts";
import type { Claims } from "./claims.ts";

/** Keeps the code that tasks are made by, each once. */
export interface CodeKeeper {
  /** @returns of these hashes, those whose pieces are not kept yet */
  missingCode(hashes: Iterable<string>): ReadonlySet<string>;
  keepCode(hash: string, pieces: readonly CodePiece[]): void;
}

/** Takes a run's events into the history. */
export interface RunRecorder {
  /** Keeps an event; it may be written a little later, together with others. */
  record(event: RunEvent): void;
  /**
   * Claims that are taken and let go of in it, and all that was recorded so far, survive the death of this process when
   * it returns; nothing of it is kept when it throws.
   */
  together<T>(work: () => T): T;
  /**
   * Where a run agrees with the others on this machine who runs what.
   *
   * @param limits how much there is of each resource; 1 of one that is not named
   */
  claimsOf(runId: string, limits: Readonly<Record<string, number>>): Claims;
  /** In how many of its last runs a task failed, without one between them in which it did not. */
  failuresInARow(taskId: string): number;
  readonly lineage: CodeKeeper;
}
