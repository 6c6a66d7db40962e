import { t } from "./words.ts";

const WORDS: Readonly<Record<string, string>> = {
  alreadyComplete: "complete already",
  complete: "complete",
  skip: "complete",
  missingExternal: "missing from outside",
  waitForExternal: "missing from outside",
  schedulingError: "not placed",
  runElsewhere: "run elsewhere",
  neverRan: "never ran",
  missing: "missing",
  run: "would run",
  unknown: "not known",
  success: "succeeded",
};

/** A status in the reader's words: those of the command line. */
export function statusWord(status: string): string {
  return t(WORDS[status] ?? status);
}
