import type { Seat } from "./executor.ts";

const EVERY_MS = 200;
const MIB = 1024 * 1024;

/**
 * Ends an attempt whose process uses too much memory. It is looked at from outside, since one that is busy does not look
 * at itself; what the process started is not counted.
 *
 * @param mebibytes no limit when absent
 * @returns `end`, to be called when the attempt has ended: it says so when the limit was what ended it
 */
export function memoryLimit(mebibytes: number | undefined, seat: Seat): { end(): string | undefined } {
  if (mebibytes === undefined || seat.pid === undefined) return { end: () => undefined };
  const { pid } = seat;
  let message: string | undefined;
  const look = async () => {
    const { default: pidusage } = await import("pidusage");
    // It may have ended meanwhile.
    const memory = await pidusage(pid).then(
      (usage) => usage.memory,
      () => 0,
    );
    if (message !== undefined || memory <= mebibytes * MIB) return;
    message = `It used ${Math.ceil(memory / MIB)} MiB of memory, more than its memoryLimit of ${mebibytes} MiB.`;
    await seat.kill();
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return {
    end: () => {
      clearInterval(timer);
      return message;
    },
  };
}
