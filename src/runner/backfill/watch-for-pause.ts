import type { Backfills } from "../history/backfills.ts";
import type { Pause } from "../run/pause.ts";

const POLL_MS = 500;

/**
 * Tells a run that its backfill is paused, whoever did that and on whichever machine: it looks into the history.
 *
 * @param until aborted when the run is over
 */
export function watchForPause(backfills: Pick<Backfills, "isPaused">, backfillId: string, until: AbortSignal): Pause {
  const paused = new AbortController();
  const look = () => {
    if (!paused.signal.aborted && backfills.isPaused(backfillId)) paused.abort();
  };
  // A task may take hours, and what runs beside it may ask for another attempt meanwhile.
  const timer = setInterval(look, POLL_MS).unref();
  until.addEventListener("abort", () => clearInterval(timer), { once: true });
  return { signal: paused.signal, look };
}
