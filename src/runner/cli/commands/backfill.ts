import type { BackfillRecord } from "../../../protocol/backfill-record.ts";
import { ExitCode } from "../../../protocol/exit-code.ts";
import { findBackfill } from "../../backfill/find-backfill.ts";
import { UserError } from "../../run/user-error.ts";
import type { CommandAction } from "../command-action.ts";
import { isRanged } from "../range-options.ts";
import { runTasks, type TaskOptions } from "../run-tasks.ts";
import { withHistory } from "../with-history.ts";
import { backfillSetAside } from "./backfill-set-aside.ts";
import { plan } from "./plan.ts";

interface BackfillOptions extends TaskOptions {
  readonly dryRun?: boolean;
  /** A backfill that is to go on. */
  readonly resume?: string;
  /** A backfill of which the failed dates are to be tried again; `true`: the last one. */
  readonly retryFailed?: string | true;
  /** When something was set aside that is to be made again. */
  readonly setAside?: string;
}

/** `pipewright backfill <Task> --from … --to …`, and what goes on with one that was begun before */
export const backfill: CommandAction = async (args, options: BackfillOptions, command) => {
  const start = (words: readonly string[], asked: TaskOptions) =>
    options.dryRun ? plan(words, asked as never, command) : runTasks("backfill", words, asked, command);
  if (options.help) return runTasks("backfill", args, options, command);
  if (options.setAside !== undefined) {
    if (args.length > 0 || isRanged(options) || options.dryRun)
      throw new UserError(
        "What was set aside knows its tasks and dates: give --set-aside without them. `pipewright restore` lists them.",
      );
    return backfillSetAside(options.setAside, options, command);
  }
  if (options.resume === undefined && options.retryFailed === undefined) {
    if (isRanged(options)) return start(args, options);
    throw new UserError(
      "A backfill needs a range: give --from and --to, --range or --last. For a single value there is `pipewright run`.",
    );
  }
  if (isRanged(options)) throw new UserError("A backfill that goes on has its range already: leave that out.");
  const [family, words] =
    args[0] === undefined || args[0].startsWith("-") ? [undefined, args] : [args[0], args.slice(1)];
  const { stored, failed } = await readStored(options, family);
  if (family !== undefined && family !== stored.family)
    throw new UserError(`Backfill ${stored.backfillId} is one of ${stored.family}, not of ${family}.`);
  if (failed?.length === 0) {
    (options.json ? console.error : console.log)(`No date of backfill ${stored.backfillId} stands as failed.`);
    return ExitCode.done;
  }
  const { backfillId, params, range, order, limit, onFailure, stale, on } = stored;
  return start([stored.family, ...words], {
    ...options,
    ...range,
    reverse: options.reverse ?? order === "newestFirst",
    limit: options.limit ?? (failed === undefined ? limit : undefined),
    stopOnFailure: options.stopOnFailure ?? onFailure === "stop",
    stale: options.stale ?? stale,
    on: options.on ?? on,
    only: failed,
    stored: { backfillId, params },
  });
};

interface Stored {
  readonly stored: BackfillRecord;
  /** With `--retry-failed`. */
  readonly failed?: readonly string[];
}

async function readStored({ cwd, resume, retryFailed }: BackfillOptions, family?: string): Promise<Stored> {
  const name = resume ?? (retryFailed === true ? (family ?? "last") : (retryFailed ?? "last"));
  let found: Stored | undefined;
  await withHistory(cwd, ({ backfills }) => {
    const stored = findBackfill(backfills, name);
    found = { stored, failed: resume === undefined ? backfills.inTrouble(stored.backfillId) : undefined };
  });
  return found as Stored;
}
