import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { ClusterError } from "./cluster-error.ts";
import { CONTAINER } from "./job-manifest.ts";
import { backoff } from "./patience.ts";

/** How soon a log that broke off is asked for again, where the pod is not known to have ended. */
const AGAIN_MS = 1000;
/** So often the log of a pod that has ended is asked for: its node may be gone. */
const LAST_TRIES = 5;

export interface PodLogOptions {
  readonly cluster: Pick<Cluster, "log">;
  readonly pod: string;
  /** Takes each piece once. */
  add(text: string): void;
  /** All that matters has come. */
  isEnough(): boolean;
  /** Settles when the pod has ended. */
  readonly podEnded: Promise<void>;
  readonly signal: AbortSignal;
}

/** Reads a pod's output to its end. A connection that breaks is made again, and what had come is left out then. */
export async function readPodLog({ cluster, pod, add, isEnough, podEnded, signal }: PodLogOptions): Promise<void> {
  let hasEnded = false;
  void podEnded.then(() => (hasEnded = true));
  const decoder = new TextDecoder();
  let received = 0;
  for (let tries = 0; tries < LAST_TRIES; ) {
    const isLast = hasEnded;
    try {
      let skip = received;
      for await (const chunk of cluster.log(pod, CONTAINER, signal)) {
        const fresh = chunk.subarray(skip);
        skip = Math.max(0, skip - chunk.length);
        received += fresh.length;
        add(decoder.decode(fresh, { stream: true }));
      }
      if (isEnough() || isLast) return;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      // Gone with its pod, or there never was one: its container did not start.
      if (isEnough() || signal.aborted || error.code === 404 || (isLast && error.code === 400)) return;
      if (isLast) {
        tries++;
        await sleep(backoff(tries), undefined, { signal }).catch(() => {});
      }
    }
    if (!isLast) await Promise.race([podEnded, sleep(AGAIN_MS, undefined, { ref: false })]);
    if (signal.aborted) return;
  }
}
