/** What somebody asked to have done. Parameter values are in text form, by the parameter's name. */
export interface RunRequest {
  readonly command: "run" | "backfill";
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** A backfill's range, both ends included, in the text form of the range parameter. */
  readonly range?: RangeRequest;
  readonly workers: number;
  /** Gives up on a task that another run holds, instead of waiting for it. */
  readonly noWait?: boolean;
}

export interface RangeRequest {
  /** The range parameter; found by itself when the task has only one that is date-like. */
  readonly over?: string;
  readonly from: string;
  readonly to: string;
  /** Newest first. */
  readonly reverse?: boolean;
  /** Only so many of the incomplete ones. */
  readonly limit?: number;
}
