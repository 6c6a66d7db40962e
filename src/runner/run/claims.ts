/**
 * Which run of this machine may run a task, and how much of the machine's resources each uses. A claim is a lease:
 * whoever holds it renews it, and who does not is replaced. What a task uses counts as long as its claim does.
 *
 * ```
 *  free --(take)--> held --(renew, every third of the lease)--> held --(release)--> free
 *                    |
 *                    +--(the holder died, or was not seen to renew for a whole lease)--> free
 * ```
 */
export interface Claims {
  /**
   * Takes the claims of tasks, and of what they use.
   *
   * @returns those that could not be had
   */
  take(wanted: readonly Wanted[]): Refused;
  /** Which of some tasks are still this run's? Not one that was not renewed in time, when somebody else has taken it. */
  held(taskIds: readonly string[]): ReadonlySet<string>;
  /**
   * Renews the claims of some tasks.
   *
   * @returns until when nobody else can get them now, by `steadyTime`; `undefined` when one is not this run's any more
   */
  extend(taskIds: readonly string[]): number | undefined;
  release(taskId: string): void;
  /** Gives back what a task uses; its claim stays. */
  releaseResources(taskId: string): void;
  /** Until when nobody else can get what the last {@link take} gave, even if this run stands still: by `steadyTime`. */
  readonly heldUntil: number;
  /** Says that this run lives. */
  renew(): void;
  /** Milliseconds between two calls of {@link renew}. */
  readonly renewEvery: number;
}

/** A task that is to start, and what it uses. */
export interface Wanted {
  readonly taskId: string;
  readonly resources: Readonly<Record<string, number>>;
}

export interface Refused {
  /** The tasks that another run holds. */
  readonly elsewhere: ReadonlySet<string>;
  /** The resources of which there is too little left, by the task that wants them. */
  readonly scarce: ReadonlyMap<string, readonly string[]>;
}
