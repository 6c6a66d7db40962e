import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeLeftovers } from "../../framework/targets/atomic-file.ts";
import { hasLeftItsGroup, isRunning } from "../history/process-identity.ts";
import { endTree } from "../pool/end-tree.ts";
import { isAlive } from "./is-alive.ts";

/** An attempt that was going on when its runner died. */
export interface CrashedAttempt {
  readonly taskId: string;
  /** What its outputs are called: paths for local files. */
  readonly outputs: readonly string[];
  /** Its worker, as `processIdentity` names it; absent where none could be started. */
  readonly worker?: string;
}

const POLL_MS = 10;
const PATIENCE_MS = 5000;

/**
 * Ends the workers that outlived their runner (one that never lets go of its event loop does so for half a second) and
 * what they started, so that nothing is made by two at once, and removes the temporary files of those that died while
 * they wrote.
 *
 * @param attempts what was going on
 * @param root the project's folder: what relative paths count from
 */
export async function cleanUpAfterCrash(attempts: readonly CrashedAttempt[], root: string): Promise<void> {
  await Promise.all(attempts.map(({ worker }) => endOrphan(worker)));
  const files = attempts.flatMap(({ outputs }) => outputs).map((output) => path.resolve(root, output));
  await removeLeftovers(files, isAlive);
}

async function endOrphan(worker: string | undefined): Promise<void> {
  if (worker === undefined) return;
  const isThere = () => isRunning(worker) || hasLeftItsGroup(worker);
  for (let waited = 0; isThere() && waited < PATIENCE_MS; waited += POLL_MS) {
    endTree(Number.parseInt(worker, 10));
    await sleep(POLL_MS);
  }
}
