import type { BackfillRecord } from "../../protocol/backfill-record.ts";
import type { History } from "../history/history.ts";
import { UserError } from "../run/user-error.ts";

/**
 * Pauses a backfill: what runs comes to its end, nothing new starts, and its run ends then. Its runs notice within a
 * moment; this does not wait for them.
 *
 * @throws UserError when no run of it goes on
 */
export function pauseBackfill({ backfills }: Pick<History, "backfills">, { backfillId, status }: BackfillRecord): void {
  if (status === "pausing") return;
  if (status !== "running")
    throw new UserError(
      `Backfill ${backfillId} does not run, so that there is nothing to pause. \`pipewright backfill --resume ${backfillId}\` goes on with it.`,
    );
  backfills.markPaused(backfillId);
}
