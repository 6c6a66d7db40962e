import { parameterFlag } from "../../protocol/parameter-flag.ts";
import { taskName } from "./task-name.ts";

/** What is asked of the runner: the same for a lens, a menu, the graph and a repetition. */
export interface RunRequest {
  readonly command: "run" | "backfill" | "plan";
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** Only of a backfill, both ends included. */
  readonly range?: {
    readonly over: string;
    readonly from: string;
    readonly to: string;
    /** The newest first. */
    readonly reverse?: boolean;
    /** At most so many incomplete ones. */
    readonly limit?: number;
  };
  /** How many tasks at once; the project's configuration decides when absent. */
  readonly workers?: number;
  /** Makes what is asked for again, complete or not. */
  readonly force?: boolean;
  /** Makes nothing that it requires: that has to be complete. */
  readonly alone?: boolean;
  /** Of a backfill: nothing new starts after a failure. */
  readonly stopOnFailure?: boolean;
  /** A stored backfill that goes on: what it is of is known. */
  readonly backfillId?: string;
  /** With `backfillId`: only what failed, or waits for what failed. */
  readonly onlyFailed?: boolean;
  /** When something was set aside that is to be made again; what it is of is known. */
  readonly setAside?: string;
  /** Where the task waits for a debugger. */
  readonly debugPort?: number;
}

/** What was asked, as people read it: `LoadSales(date=2026-11-14…2026-11-20)`. */
export function requestName({ family, params, range }: RunRequest): string {
  const over = range && { [range.over]: range.from === range.to ? range.from : `${range.from}…${range.to}` };
  return taskName({ family, params: { ...over, ...params } });
}

/** The request as the command line takes it. */
export function runArguments({ command, family, params, range, workers, ...how }: RunRequest): string[] {
  if (how.backfillId !== undefined) return [command, how.onlyFailed ? "--retry-failed" : "--resume", how.backfillId];
  if (how.setAside !== undefined) return [command, "--set-aside", how.setAside];
  const args: string[] = [command, family];
  if (range !== undefined) {
    args.push("--over", range.over, "--from", range.from, "--to", range.to);
    if (range.reverse) args.push("--reverse");
    if (range.limit !== undefined) args.push("--limit", String(range.limit));
  }
  // With "=", so that a value that begins with "-" is not taken for a flag.
  for (const [name, value] of Object.entries(params)) args.push(`${parameterFlag(name)}=${value}`);
  if (workers !== undefined && workers > 0 && command !== "plan") args.push("--workers", String(workers));
  if (how.stopOnFailure) args.push("--stop-on-failure");
  if (how.force) args.push("--force");
  if (how.alone) args.push("--no-upstream");
  if (how.debugPort !== undefined) args.push("--debug-port", String(how.debugPort));
  return args;
}
