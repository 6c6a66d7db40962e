/** Where the history is, and what it forgets of runs that have ended. */
export interface HistoryPolicy {
  /** `postgres://…`, or a variable of the environment that holds it, like `$HISTORY`; a file of ours when absent. */
  readonly database?: string;
  /** Runs that began longer ago. */
  readonly keepDays: number;
  /** Runs beyond the latest so many; none for that reason when absent. */
  readonly keepRuns?: number;
}
