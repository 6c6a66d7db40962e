/** Somebody's wish that nothing new starts in a run, and that what runs comes to its end. */
export interface Pause {
  /** Aborted when that is wished. */
  readonly signal: AbortSignal;
  /** Looks whether it is, now: before something starts. */
  look(): void;
}
