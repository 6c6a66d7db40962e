import type { KubernetesConfig } from "../kubernetes/kubernetes-config.ts";
import type { HistoryPolicy } from "./history-policy.ts";
import type { NotifyRule } from "./notify-rule.ts";

/** `pipewright.config.json`, or the `pipewright` key of package.json, with the defaults filled in. */
export interface ProjectConfig {
  /** Globs of the files that may hold tasks, relative to the project's folder. */
  readonly tasks: readonly string[];
  readonly exclude: readonly string[];
  /** How many tasks run at once. */
  readonly workers: number;
  /** How much there is of each resource that tasks share; 1 of one that is not named. */
  readonly resources: Readonly<Record<string, number>>;
  /** Keeps a checksum of each local file that a task makes. */
  readonly checksums: boolean;
  /** Values of parameters by family and name, in text form. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly history: HistoryPolicy;
  /** What pods are like with `--on kubernetes`. */
  readonly kubernetes: KubernetesConfig;
  readonly notify: readonly NotifyRule[];
}
