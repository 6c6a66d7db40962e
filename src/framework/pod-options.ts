/** What the pod of a task has on Kubernetes, in Kubernetes' own words. */
export interface PodOptions {
  /** What `pipewright image` made, under the name that it was pushed by. */
  readonly image?: string;
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never";
  readonly serviceAccount?: string;
  /** What the container is sure to have: `{ cpu: "500m", memory: "1Gi" }`. */
  readonly requests?: Readonly<Record<string, string>>;
  /** What it may have at most; above its memory it is ended. */
  readonly limits?: Readonly<Record<string, string>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
}
