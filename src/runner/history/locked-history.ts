import { isBusy } from "./is-busy.ts";

/** What to say of an error that comes of a history which another process keeps locked; `undefined` for any other. */
export function lockedHistory(error: unknown): string | undefined {
  if (!isBusy(error)) return undefined;
  return "The history is locked: another process is in the middle of writing to it, and does not go on. One that was stopped (Ctrl+Z, SIGSTOP) has to go on or to be ended: `fuser .pipewright/history.db` names those that have it open. Then run the same command again: what was made is whole, and the rest is made then.";
}
