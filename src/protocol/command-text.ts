import type { RunAsk } from "./panel-api.ts";
import { runArguments } from "./run-arguments.ts";
import { shellText } from "./shell-text.ts";

/** The command that does what is asked, for a shell. */
export function commandText(ask: RunAsk): string {
  const command = ask.range === undefined ? "run" : "backfill";
  return shellText(["pipewright", ...runArguments({ ...ask, command })]);
}
