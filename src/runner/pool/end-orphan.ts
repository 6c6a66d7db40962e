import { hasLeftItsGroup, isElsewhere, isRunning, pidOf } from "../history/process-identity.ts";
import { endTree } from "./end-tree.ts";

/**
 * Ends a worker that has outlived its runner, and what it started, so that nothing is made by two at once. It would end
 * by itself, but not at once: one that never lets go of its event loop takes half a second, one that is stopped for ever.
 *
 * @param worker as `processIdentity` names it
 * @returns was there anything to end here? The system may take a moment for it
 */
export function endOrphan(worker: string): boolean {
  if (isElsewhere(worker) || !(isRunning(worker) || hasLeftItsGroup(worker))) return false;
  endTree(pidOf(worker));
  return true;
}
