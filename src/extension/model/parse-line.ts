import type { HistoryLine } from "../../protocol/history-record.ts";
import type { RunEvent } from "../../protocol/run-event.ts";

const RUN_EVENTS: Record<RunEvent["event"], true> = {
  runStarted: true,
  tasksPlanned: true,
  runPlanned: true,
  taskStarted: true,
  podStarted: true,
  taskProgressed: true,
  taskMessaged: true,
  taskTracked: true,
  attemptFailed: true,
  taskFinished: true,
  warned: true,
  runFinished: true,
};

const HISTORY_LINES: Record<HistoryLine["event"], true> = {
  familyStatus: true,
  staleTask: true,
  run: true,
  taskRun: true,
  failure: true,
  backfill: true,
  backfillDate: true,
};

/** A line of `run` or `backfill`; `undefined` for an event that a newer runner may know and we do not. */
export function parseRunEvent(line: string): RunEvent | undefined {
  return parseEvent(line, RUN_EVENTS) as RunEvent | undefined;
}

/** A line of `status`, `history`, `failures` or `backfills`. */
export function parseHistoryLine(line: string): HistoryLine | undefined {
  return parseEvent(line, HISTORY_LINES) as HistoryLine | undefined;
}

function parseEvent(line: string, known: Record<string, true>): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || !("event" in value)) return undefined;
    return typeof value.event === "string" && Object.hasOwn(known, value.event) ? value : undefined;
  } catch {
    return undefined;
  }
}
