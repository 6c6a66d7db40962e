import { ageText } from "../../protocol/age-text.ts";
import type { BackfillRecord } from "../../protocol/backfill-record.ts";
import { durationText } from "../../protocol/duration-text.ts";
import type { RunRecord, TaskRunRecord } from "../../protocol/history-record.ts";
import { podText } from "../../protocol/pod-text.ts";
import { requestName } from "./request-name.ts";
import { statusIcon } from "./status-icon.ts";
import { statusWord } from "./status-words.ts";
import { taskName } from "./task-name.ts";
import type { Translate } from "./translate.ts";

/** How a run stands in a list. */
export interface RunLabel {
  readonly label: string;
  readonly note: string;
  /** A codicon. */
  readonly icon: string;
}

type Status = RunRecord["status"] | BackfillRecord["status"] | TaskRunRecord["status"];

/** How runs, backfills and the tasks of a run are called in a list. */
export function runLabel(record: RunRecord | BackfillRecord | TaskRunRecord, now: number, t: Translate): RunLabel {
  const icon = iconOf(record.status);
  const word = wordOf(record.status, t);
  if ("createdAt" in record) {
    const total = Object.values(record.counts).reduce((sum, count) => sum + count, 0);
    const done = (record.counts.ran ?? 0) + (record.counts.alreadyComplete ?? 0);
    const note = `${word} · ${t("{0} of {1}", done, total)} · ${ageText(record.createdAt, now, t)}`;
    return { label: requestName(record), note, icon };
  }
  const took = record.durationMs === undefined ? "" : ` · ${durationText(record.durationMs)}`;
  const since = record.startedAt === undefined ? "" : ` · ${ageText(record.startedAt, now, t)}`;
  if ("taskId" in record) {
    const pod = record.pod === undefined ? "" : ` · ${podText(record.pod, t)}`;
    return { label: taskName(record), note: `${word}${took}${pod}`, icon };
  }
  const place = record.on === "kubernetes" ? " · Kubernetes" : "";
  return { label: requestName(record), note: `${word}${since}${took}${place}`, icon };
}

function iconOf(status: Status): string {
  switch (status) {
    case "success":
      return "pass";
    case "interrupted":
    case "incomplete":
    case "paused":
      return "debug-pause";
    case "pausing":
      return statusIcon("running");
    default:
      return statusIcon(status);
  }
}

function wordOf(status: Status, t: Translate): string {
  switch (status) {
    case "success":
      return t("done");
    case "interrupted":
      return t("interrupted");
    case "incomplete":
      return t("not finished");
    case "pausing":
      return t("pausing");
    case "paused":
      return t("paused");
    default:
      return statusWord(status, t);
  }
}
