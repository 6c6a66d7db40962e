import { UserError } from "../../run/user-error.ts";
import type { CommandAction } from "../command-action.ts";
import { type RangeOptions, rangeOf } from "../range-options.ts";
import { runTasks, type TaskOptions } from "../run-tasks.ts";
import { plan } from "./plan.ts";

interface BackfillOptions extends TaskOptions, RangeOptions {
  readonly dryRun?: boolean;
}

/** `pipewright backfill <Task> --from … --to …` */
export const backfill: CommandAction = async (args, options: BackfillOptions, command) => {
  if (options.help) return runTasks("backfill", args, options, command);
  if (rangeOf(options) === undefined) {
    throw new UserError(
      "A backfill needs a range: give --from and --to. For a single value there is `pipewright run`.",
    );
  }
  return options.dryRun ? plan(args, options as never, command) : runTasks("backfill", args, options, command);
};
