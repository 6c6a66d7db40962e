import { statSync } from "node:fs";
import path from "node:path";
import { historyAddress } from "../history/history-address.ts";
import type { Project } from "../project/project.ts";
import { watchServer } from "./watch-server.ts";

const PAUSE_MS = 500;

/**
 * Tells when something was recorded. It looks, rather than being told by the system: that works on every disk, and a
 * write-ahead log is written many times a second.
 *
 * @param signal ends it
 */
export function watchHistory({ config, root, stateDir }: Project, changed: () => void, signal: AbortSignal): void {
  const address = historyAddress(config.history);
  if (address !== undefined) {
    // Without its driver there is nothing to see, and whoever asks the history is told so.
    void watchServer(address, root, changed, signal).catch(() => {});
    return;
  }
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
