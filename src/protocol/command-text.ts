import type { RunAsk } from "./panel-api.ts";
import { parameterFlag } from "./parameter-flag.ts";

/** The command that does what is asked, for a shell. */
export function commandText({ family, params, range, ...how }: RunAsk): string {
  const words = ["pipewright", range === undefined ? "run" : "backfill", family];
  if (range !== undefined) words.push("--from", range.from, "--to", range.to, "--over", range.over);
  for (const [name, value] of Object.entries(params)) {
    // One that begins with "-" would be taken for a flag.
    if (value.startsWith("-")) words.push(`${parameterFlag(name)}=${value}`);
    else words.push(parameterFlag(name), value);
  }
  if (range?.reverse) words.push("--reverse");
  if (range?.limit !== undefined) words.push("--limit", String(range.limit));
  if (how.workers !== undefined) words.push("--workers", String(how.workers));
  if (how.stopOnFailure) words.push("--stop-on-failure");
  if (how.retryDisabled) words.push("--retry-disabled");
  if (how.force) words.push("--force");
  if (how.stale) words.push("--stale");
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w.:/=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
