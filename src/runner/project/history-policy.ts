/** What the history forgets of runs that have ended. */
export interface HistoryPolicy {
  /** Runs that began longer ago. */
  readonly keepDays: number;
  /** Runs beyond the latest so many; none for that reason when absent. */
  readonly keepRuns?: number;
}
