import type { Seat } from "./executor.ts";

/**
 * Ends an attempt that takes too long: the task's signal first, then its process.
 *
 * @param seconds none when absent
 * @returns `end`, to be called when the attempt has ended: it says so when the limit was what ended it
 */
export function timeLimit(seconds: number | undefined, seat: Seat): { end(): string | undefined } {
  let message: string | undefined;
  const timer =
    seconds === undefined
      ? undefined
      : setTimeout(() => {
          message = `It took longer than its timeout of ${seconds} s.`;
          void seat.stop(message);
        }, seconds * 1000);
  return {
    end: () => {
      clearTimeout(timer);
      return message;
    },
  };
}
