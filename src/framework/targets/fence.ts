// On a global symbol, so that it reaches every copy of this library that the process has loaded.
const FENCE = Symbol.for("pipewright.fence");

/**
 * Puts a question before every local file that is to take its name: does the result of whoever wrote it still count?
 *
 * @param fence rejects when it does not
 */
export function setFence(fence: () => Promise<void>): void {
  (globalThis as { [FENCE]?: typeof fence })[FENCE] = fence;
}

/** @throws what the fence rejects with; where none was set everybody may pass */
export async function passFence(): Promise<void> {
  await (globalThis as { [FENCE]?: () => Promise<void> })[FENCE]?.();
}
