/** What a pod is to do: one attempt. It stands in the Job's manifest, for everybody to read who may read that. */
export interface PodRequest {
  /** The run's task class, whose module the image holds. */
  readonly module: string;
  readonly taskId: string;
  readonly family: string;
  /** The public parameters; the private ones come from the pod's environment. */
  readonly params: Readonly<Record<string, string>>;
  readonly together: readonly Readonly<Record<string, string>>[];
  readonly again: boolean;
  /** Starts over: what it had asked for until then. */
  readonly asked?: readonly string[];
  /** The taskIds of what is to be made again wherever it is asked for. */
  readonly stale?: readonly string[];
  /** Seconds. */
  readonly timeout?: number;
}
