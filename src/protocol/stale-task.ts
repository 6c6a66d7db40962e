import type { TaskRef } from "./run-event.ts";

/**
 * Why an output is no longer what a run would make today. `code`: the task's code has changed since. `input`: what it was
 * made of was made again, taken back or changed since. `output`: somebody else than Pipewright has changed it.
 * `upstream`: what it was made of is stale itself.
 */
export type StaleReasonKind = "code" | "input" | "output" | "upstream";

export interface StaleReason {
  readonly kind: StaleReasonKind;
  /** For people: "the code of LoadSales changed on 2026-11-20 (tasks/load-sales.ts line 31)". */
  readonly text: string;
}

/** A complete task whose outputs were made by older code, or of something older than there is. It is never run for that alone. */
export interface StaleTask extends TaskRef {
  /** ISO 8601. */
  readonly madeAt: string;
  readonly runId: string;
  /** The nearest first; never empty. */
  readonly reasons: readonly StaleReason[];
}
