import prettyMilliseconds from "pretty-ms";

/** @example duration(1234) // "1.2s" */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)}ms`
    : prettyMilliseconds(milliseconds, { secondsDecimalDigits: 1 });
}

/**
 * How long ago something was.
 *
 * @param time ISO 8601
 * @example age("2026-11-24T10:00:00Z", new Date("2026-11-24T12:00:00Z")) // "2h ago"
 */
export function age(time: string, now: Date): string {
  const milliseconds = now.getTime() - Date.parse(time);
  return milliseconds < 1000 ? "just now" : `${prettyMilliseconds(milliseconds, { compact: true })} ago`;
}

/** @example count(1, "task") // "1 task" */
export function count(n: number, word: string): string {
  return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
}

/** Every status, as it is said of tasks. */
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
} as const;
