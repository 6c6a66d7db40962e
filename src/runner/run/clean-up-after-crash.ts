import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import { endOrphan } from "../pool/end-orphan.ts";
import { isAlive } from "./is-alive.ts";

/** An attempt that was going on when its runner died. */
export interface CrashedAttempt {
  readonly taskId: string;
  /** What its outputs are called: paths for local files. */
  readonly outputs: readonly string[];
  /** Its worker, as `processIdentity` names it; absent where none could be started. */
  readonly worker?: string;
}

/** A run that is kept as going on, and whose process is gone. */
export interface CrashedRun {
  readonly runId: string;
  readonly attempts: readonly CrashedAttempt[];
}

/** What is known of runs that crashed. */
export interface CrashedRuns {
  /** Those that nobody has cleaned up after. */
  crashedRuns(): CrashedRun[];
  /** Gives them their end, so that nothing is shown as running for ever, and frees what they had claimed. */
  markCrashed(runs: readonly CrashedRun[]): void;
}

const POLL_MS = 10;
const PATIENCE_MS = 5000;

/**
 * Ends the workers that outlived their runner and what they started, then gives the runs their end, and removes the
 * temporary files of those that died while they wrote. In this order: a claim that is free says that nobody is at it.
 *
 * @param history what is known of runs
 * @param root the project's folder: what relative paths count from
 */
export async function cleanUpAfterCrash(history: CrashedRuns, root: string): Promise<void> {
  const runs = history.crashedRuns();
  if (runs.length === 0) return;
  const attempts = runs.flatMap((run) => run.attempts);
  await Promise.all([...new Set(attempts.map(({ worker }) => worker))].map(seeOut));
  history.markCrashed(runs);
  const files = attempts.flatMap(({ outputs }) => outputs).map((output) => path.resolve(root, output));
  await removeLeftovers(files, isAlive);
}

async function seeOut(worker: string | undefined): Promise<void> {
  if (worker === undefined) return;
  for (let waited = 0; endOrphan(worker) && waited < PATIENCE_MS; waited += POLL_MS) await sleep(POLL_MS);
}
