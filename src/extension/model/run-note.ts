import { ageText } from "../../protocol/age-text.ts";
import { durationText } from "../../protocol/duration-text.ts";
import type { DisplayStatus, FamilySummary } from "./family-summary.ts";
import { statusWord } from "./status-words.ts";
import type { Translate } from "./translate.ts";

const ENDED: readonly DisplayStatus[] = [
  "failed",
  "schedulingError",
  "crashed",
  "missingExternal",
  "pending",
  "cancelled",
  "disabled",
  "runElsewhere",
  "ran",
  "alreadyComplete",
];

/** How a class stands, in a few words: `ran 2 h ago · 1.2 s`, `3 of 7, 1 failed`, `6 ran, 1 failed · 5 min ago`. */
export function runNote(summary: FamilySummary, now: number, t: Translate): string {
  return summary.active ? activeNote(summary, t) : endedNote(summary, now, t);
}

function activeNote({ status, counts, task }: FamilySummary, t: Translate): string {
  const total = sum(counts);
  const word = statusWord(status, t);
  if (total <= 1) {
    const progress = task.progress === undefined ? "" : ` ${Math.round(task.progress * 100)} %`;
    return join(`${word}${progress}`, task.message);
  }
  const done = ENDED.reduce((count, ended) => count + (counts[ended] ?? 0), 0);
  const failed = counts.failed ?? 0;
  const count = t("{0} of {1}", done, total);
  return join(word, failed === 0 ? count : `${count}, ${failed} ${statusWord("failed", t)}`);
}

function endedNote({ status, counts, task }: FamilySummary, now: number, t: Translate): string {
  const age = task.time === undefined ? undefined : ageText(task.time, now, t);
  const duration = task.durationMs === undefined || status === "alreadyComplete" ? undefined : task.durationMs;
  if (sum(counts) <= 1) {
    return join([statusWord(status, t), age].filter(Boolean).join(" "), duration && durationText(duration));
  }
  const each = ENDED.filter((ended) => counts[ended]).map((ended) => `${counts[ended]} ${statusWord(ended, t)}`);
  return join(each.join(", "), age);
}

function sum(counts: FamilySummary["counts"]): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function join(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "" && part !== 0).join(" · ");
}
