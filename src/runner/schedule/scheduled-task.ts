/** A task that is to run by itself. */
export interface ScheduledTask {
  readonly family: string;
  /** Relative to the project's folder. */
  readonly file: string;
  readonly line: number;
  /** Checked: what crontab, systemd and Kubernetes agree on. */
  readonly schedule: string;
  /** What `pipewright` is called with. */
  readonly words: readonly string[];
}
