import type { PodOptions } from "../../framework/pod-options.ts";

/** The configuration's `kubernetes`: where and how tasks become Jobs with `--on kubernetes`. */
export interface KubernetesConfig extends PodOptions {
  /** The context's own when absent, `default` where it has none. */
  readonly namespace?: string;
  /** Of the kubeconfig; the current one when absent. */
  readonly context?: string;
  /** Tells the projects of a namespace apart; the folder's name when absent. */
  readonly project?: string;
  /** The project's folder in the image. */
  readonly workingDir: string;
  /** How many Jobs may be there at once. */
  readonly maxJobs: number;
  /** Seconds that a pod may take to start: for a node, its image, its volumes. */
  readonly startTimeout: number;
  /** Seconds that a task has to stop by itself when it is told to. */
  readonly gracePeriod: number;
  /** Seconds that a finished Job is kept for people to look at. */
  readonly keepJobs: number;
  /** What pods see besides their image. Kubernetes' own volumes, each with the `mountPath` where it appears. */
  readonly volumes: readonly MountedVolume[];
  readonly env: readonly object[];
  readonly envFrom: readonly object[];
  /** A file with a pod template in YAML, relative to the project's folder: the ground that all else is laid upon. */
  readonly template?: string;
  /** Globs of files that tasks read, to be put into the image besides their code. */
  readonly files: readonly string[];
}

export interface MountedVolume {
  readonly name: string;
  /** Absolute, or relative to the project's folder. */
  readonly mountPath: string;
  readonly [source: string]: unknown;
}
