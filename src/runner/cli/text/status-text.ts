import type { BackfillDateStatus, BackfillStatus } from "../../../protocol/backfill-record.ts";
import type { RunRecord, TaskRunRecord } from "../../../protocol/history-record.ts";
import { colours } from "../colours.ts";
import { STATUS_WORDS } from "./words.ts";

type Status = TaskRunRecord["status"] | RunRecord["status"] | BackfillStatus | BackfillDateStatus;

const COLOURS: Partial<Record<Status, (text: string) => string>> = {
  ran: colours.green,
  success: colours.green,
  alreadyComplete: colours.green,
  failed: colours.red,
  crashed: colours.red,
  schedulingError: colours.red,
  interrupted: colours.red,
  running: colours.cyan,
  waiting: colours.dim,
};

/** A status in a word or two, coloured, and padded to a column's width. */
export function statusText(status: Status, width = 0): string {
  const word = status === "success" ? "success" : STATUS_WORDS[status];
  return (COLOURS[status] ?? colours.yellow)(word.padEnd(width));
}

/** @example countsText({ ran: 34, failed: 1 }) // "34 ran, 1 failed" */
export function countsText(counts: Readonly<Partial<Record<string, number>>>): string {
  const words: Readonly<Record<string, string>> = STATUS_WORDS;
  return Object.entries(counts)
    .map(([status, n]) => `${n?.toLocaleString("en")} ${words[status] ?? status}`)
    .join(", ");
}
