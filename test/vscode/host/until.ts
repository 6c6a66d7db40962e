import { setTimeout as sleep } from "node:timers/promises";

/** Waits until it is so, but not longer than so many milliseconds: what is asserted afterwards tells what was not. */
export async function until(isSo: () => boolean, atMost: number): Promise<void> {
  for (const end = Date.now() + atMost; !isSo() && Date.now() < end; ) await sleep(100);
}
