/**
 * Which run of this machine may run a task. A claim is a lease: whoever holds it renews it, and who does not is replaced.
 *
 * ```
 *  free --(take)--> held --(renew, every third of the lease)--> held --(release)--> free
 *                    |
 *                    +--(the holder died, or did not renew for a whole lease)--> free
 * ```
 */
export interface Claims {
  /**
   * Takes the claims of tasks.
   *
   * @returns those that could be had; the others are held by another run
   */
  take(taskIds: readonly string[]): ReadonlySet<string>;
  /** Is the claim of a task still this run's? Not when it was not renewed in time and somebody else has taken it. */
  holds(taskId: string): boolean;
  release(taskId: string): void;
  /** Says that this run lives. */
  renew(): void;
  /** Milliseconds between two calls of {@link renew}. */
  readonly renewEvery: number;
}
