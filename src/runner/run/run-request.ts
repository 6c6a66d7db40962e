/** What somebody asked to have done. Parameter values are in text form, by the parameter's name. */
export interface RunRequest {
  readonly command: "run" | "backfill";
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** A backfill's range, both ends included, in the text form of the range parameter. */
  readonly range?: RangeRequest;
  /** With a range: the stored backfill that the run belongs to. */
  readonly backfillId?: string;
  readonly workers: number;
  /** Where attempts are made; in processes of this machine when absent. */
  readonly on?: "kubernetes";
  /** Gives up on a task that another run holds, instead of waiting for it. */
  readonly noWait?: boolean;
  /** After a failure nothing new starts; what runs comes to its end. */
  readonly stopOnFailure?: boolean;
  /** Looks below complete tasks too: what is missing there is made again. */
  readonly deep?: boolean;
  /** Makes what is asked for again, complete or not. */
  readonly force?: boolean;
  /** Makes nothing that what is asked for requires: that has to be complete. */
  readonly alone?: boolean;
  /** The taskIds of what is made again wherever it is met, complete or not: it is stale. */
  readonly stale?: readonly string[];
  /** Not with a range: what is asked for waits at this port for a debugger, and is given all the time that it takes. */
  readonly debugPort?: number;
  /** Tries the tasks again that failed so often that they are disabled. */
  readonly retryDisabled?: boolean;
}

export interface RangeRequest {
  /** The range parameter; found by itself when the task has only one that is date-like. */
  readonly over?: string;
  readonly from: string;
  readonly to: string;
  /** Only these of its values, in text form; all when absent. */
  readonly only?: readonly string[];
  /** Newest first. */
  readonly reverse?: boolean;
  /** Only so many of the incomplete ones. */
  readonly limit?: number;
}
