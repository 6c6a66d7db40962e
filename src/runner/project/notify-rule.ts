/** Whom to tell that a run has ended. A text that begins with `$` names a variable of the environment. */
export interface NotifyRule {
  /** `failure`: anything but success, or that somebody has cancelled it. */
  readonly on: "failure" | "success" | "always";
  /** A program and its arguments: it gets the summary as JSON on its standard input. */
  readonly command?: readonly string[];
  /** An address that takes messages as Slack does. */
  readonly webhook?: string;
  readonly email?: EmailRule;
}

export interface EmailRule {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  readonly smtp: string;
  readonly from: string;
  readonly to: readonly string[];
}
