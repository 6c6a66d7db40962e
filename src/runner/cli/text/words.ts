/** @example count(1, "task") // "1 task" */
export function count(n: number, word: string): string {
  return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
}

/** Every status, as it is said of tasks and backfills. */
export const STATUS_WORDS = {
  alreadyComplete: "complete already",
  ran: "ran",
  failed: "failed",
  missingExternal: "missing from outside",
  pending: "pending",
  cancelled: "cancelled",
  disabled: "disabled",
  runElsewhere: "run elsewhere",
  schedulingError: "not placed",
  running: "running",
  crashed: "crashed",
  waiting: "waiting",
  interrupted: "interrupted",
  pausing: "pausing",
  paused: "paused",
  incomplete: "incomplete",
} as const;
