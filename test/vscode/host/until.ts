import { setTimeout as sleep } from "node:timers/promises";

const ENOUGH_MS = 90_000;

/** Waits until it is so, but not for ever: what is asserted afterwards tells what was not. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + ENOUGH_MS; !isSo() && Date.now() < end; ) await sleep(100);
}
