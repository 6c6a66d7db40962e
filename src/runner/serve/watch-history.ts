import { statSync } from "node:fs";
import path from "node:path";

const PAUSE_MS = 500;

/**
 * Tells when something was recorded. It looks, rather than being told by the system: that works on every disk, and a
 * write-ahead log is written many times a second.
 *
 * @param stateDir where the history lies
 * @param signal ends it
 */
export function watchHistory(stateDir: string, changed: () => void, signal: AbortSignal): void {
  const files = ["history.db", "history.db-wal"].map((name) => path.join(stateDir, name));
  const look = () =>
    files
      .map((file) => {
        const stats = statSync(file, { throwIfNoEntry: false });
        // An empty write-ahead log is as good as none: reading makes one.
        return stats === undefined || stats.size === 0 ? "" : `${stats.mtimeMs} ${stats.size}`;
      })
      .join();
  let seen = look();
  const timer = setInterval(() => {
    const now = look();
    if (now !== seen) changed();
    seen = now;
  }, PAUSE_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
