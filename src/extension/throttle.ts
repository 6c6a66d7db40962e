import type { Disposable } from "vscode";

interface Throttled extends Disposable {
  request(): void;
}

/**
 * Calls `action` soon after it was asked for, and not again before `milliseconds` are over however often it is asked:
 * for what follows a stream of events.
 *
 * @param prompt what was not done for so long is done right away, for somebody who watches; else what comes together is
 *   waited for
 */
export function throttle(action: () => void, milliseconds: number, prompt?: "prompt"): Throttled {
  let timer: NodeJS.Timeout | undefined;
  let last = prompt === undefined ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const wait = () => Math.min(milliseconds, Math.max(0, last + milliseconds - performance.now()));
  return {
    request() {
      // Never within the call: many ask in the middle of telling others of the same change.
      timer ??= setTimeout(() => {
        timer = undefined;
        if (prompt) last = performance.now();
        action();
      }, wait());
    },
    dispose() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
