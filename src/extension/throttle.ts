import type { Disposable } from "vscode";

/**
 * Calls `action` soon after it was asked for, and not again before `milliseconds` are over however often it is asked:
 * for what follows a stream of events.
 */
export function throttle(action: () => void, milliseconds: number): Disposable & { request(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    request() {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, milliseconds);
    },
    dispose() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
