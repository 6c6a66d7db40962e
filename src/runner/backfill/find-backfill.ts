import type { BackfillRecord } from "../../protocol/backfill-record.ts";
import type { Backfills } from "../history/backfills.ts";
import { UserError } from "../run/user-error.ts";

/**
 * The backfill that somebody named.
 *
 * @param name its id or the beginning of that, `last`, or a task class: its last one
 * @throws UserError when there is none
 */
export function findBackfill(backfills: Backfills, name: string): BackfillRecord {
  const found = name === "last" ? backfills.last() : (backfills.find(name) ?? backfills.last(name));
  if (found !== undefined) return found;
  throw new UserError(
    name === "last"
      ? "There is no backfill here yet. `pipewright backfill <Task> --from … --to …` begins one."
      : `There is no backfill ${name}. \`pipewright backfills\` lists them.`,
  );
}
