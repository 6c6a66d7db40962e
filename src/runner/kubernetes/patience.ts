import { setTimeout as sleep } from "node:timers/promises";
import { ClusterError } from "./cluster-error.ts";

const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** How long to wait before another try, each time longer and never quite the same: many wait for the same server. */
export function backoff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);
}

/**
 * Asks until there is an answer: while the API server is away, what runs in the cluster goes on without it.
 *
 * @throws ClusterError when the answer is no, and the signal's reason
 */
export async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ClusterError && error.isPassing)) throw error;
    }
    await sleep(backoff(failures), undefined, { signal });
  }
}
