import type { RunAsk } from "../../protocol/panel-api.ts";
import { parameterFlag } from "../../protocol/parameter-flag.ts";

/** The request as the command line takes it. */
export function runArguments({ family, params, range, workers, ...flags }: RunAsk): string[] {
  if (flags.backfillId !== undefined)
    return ["backfill", flags.onlyFailed ? "--retry-failed" : "--resume", flags.backfillId];
  const args = [range === undefined ? "run" : "backfill", family];
  if (range !== undefined) {
    args.push(`--over=${range.over}`, `--from=${range.from}`, `--to=${range.to}`);
    if (range.reverse) args.push("--reverse");
    if (range.limit !== undefined) args.push(`--limit=${range.limit}`);
  }
  // With "=", so that a value that begins with "-" is not taken for a flag.
  for (const [name, value] of Object.entries(params)) args.push(`${parameterFlag(name)}=${value}`);
  if (workers !== undefined && workers > 0) args.push(`--workers=${workers}`);
  if (flags.stopOnFailure) args.push("--stop-on-failure");
  if (flags.retryDisabled) args.push("--retry-disabled");
  if (flags.force) args.push("--force");
  if (flags.stale) args.push("--stale");
  return args;
}
