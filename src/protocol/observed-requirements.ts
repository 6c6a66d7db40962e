/** What the runs of one version of a class's code have required, as far as the history keeps them. */
export interface ObservedRequirements {
  readonly family: string;
  readonly codeHash: string;
  /** How many runs of its tasks there were. */
  readonly runs: number;
  /** By family: how many of these runs required a task of it. */
  readonly required: Readonly<Record<string, number>>;
  /**
   * The same for tasks that no run is known to have made, of external classes say: all that is known of their family is
   * how it begins, up to the first `_`.
   */
  readonly unnamed: Readonly<Record<string, number>>;
}
