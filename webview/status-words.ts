import { t } from "./words.ts";

const WORDS: Readonly<Record<string, string>> = {
  alreadyComplete: "complete already",
  complete: "complete",
  skip: "complete",
  missingExternal: "waits for something outside",
  waitForExternal: "waits for something outside",
  schedulingError: "can not be placed",
  runElsewhere: "another run has it",
  neverRan: "never ran",
  missing: "missing",
  run: "would run",
  unknown: "not known",
  pending: "could not start",
  success: "succeeded",
};

/** A status in the reader's words. */
export function statusWord(status: string): string {
  return t(WORDS[status] ?? status);
}
