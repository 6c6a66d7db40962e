import { setTimeout as sleep } from "node:timers/promises";
import type { BackfillRecord } from "../../protocol/backfill-record.ts";
import type { History } from "../history/history.ts";
import { hostOf, isElsewhere, isRunning, pidOf } from "../history/process-identity.ts";
import { UserError } from "../run/user-error.ts";

const POLL_MS = 50;
/** A task has five seconds to stop by itself; then its process is ended. */
const PATIENCE_MS = 30_000;

/**
 * Stops a backfill: its runs on this machine as Ctrl+C would, so that what runs is told and recorded as cancelled.
 * Returns when they have ended.
 *
 * @throws UserError when a run of it goes on elsewhere, or does not end
 */
export async function cancelBackfill(history: History, { backfillId }: BackfillRecord): Promise<void> {
  const running = history.backfills.running(backfillId);
  const elsewhere = running.find(isElsewhere);
  if (elsewhere !== undefined)
    throw new UserError(`Backfill ${backfillId} runs on ${hostOf(elsewhere)}: cancel it there.`);
  for (const identity of running) if (isRunning(identity)) process.kill(pidOf(identity), "SIGTERM");
  for (let waited = 0; running.some(isRunning); waited += POLL_MS) {
    if (waited >= PATIENCE_MS)
      throw new UserError(
        `Backfill ${backfillId} was told to stop, and has not yet: its process is ${running.map(pidOf).join(", ")}.`,
      );
    await sleep(POLL_MS);
  }
  history.backfills.markCancelled(backfillId);
}
