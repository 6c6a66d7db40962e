import type { RunAsk } from "./panel-api.ts";
import { parameterFlag } from "./parameter-flag.ts";

/** What is asked of the runner: the same for a lens, a menu, the graph, a page in a browser and a repetition. */
export interface RunRequest extends RunAsk {
  readonly command: "run" | "backfill" | "plan";
  /** Makes nothing that it requires: that has to be complete. */
  readonly alone?: boolean;
  /** When something was set aside that is to be made again; what it is of is known. */
  readonly setAside?: string;
  /** Where the task waits for a debugger. */
  readonly debugPort?: number;
}

/** The request as the command line takes it. */
export function runArguments({ command, family, params, range, workers, on, ...how }: RunRequest): string[] {
  // A backfill goes on where it was, unless it is told where.
  const place = on === "kubernetes" || (on !== undefined && how.backfillId !== undefined) ? ["--on", on] : [];
  if (how.backfillId !== undefined)
    return [command, how.onlyFailed ? "--retry-failed" : "--resume", how.backfillId, ...place];
  if (how.setAside !== undefined) return [command, "--set-aside", how.setAside, ...place];
  const words: string[] = [command, family];
  if (range !== undefined) {
    words.push("--from", range.from, "--to", range.to, "--over", range.over);
    if (range.reverse) words.push("--reverse");
    if (range.limit !== undefined) words.push("--limit", String(range.limit));
  }
  for (const [name, value] of Object.entries(params)) {
    // One that begins with "-" would be taken for a flag.
    if (value.startsWith("-")) words.push(`${parameterFlag(name)}=${value}`);
    else words.push(parameterFlag(name), value);
  }
  if (command !== "plan") {
    if (workers !== undefined && workers > 0) words.push("--workers", String(workers));
    words.push(...place);
  }
  if (how.stopOnFailure) words.push("--stop-on-failure");
  if (how.retryDisabled) words.push("--retry-disabled");
  if (how.force) words.push("--force");
  if (how.stale) words.push("--stale");
  if (how.alone) words.push("--no-upstream");
  if (how.debugPort !== undefined) words.push("--debug-port", String(how.debugPort));
  return words;
}
