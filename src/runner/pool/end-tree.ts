import { spawn } from "node:child_process";

/**
 * Ends a worker process, and all that it started, at once.
 *
 * @param pid the worker's, which leads a process group
 */
export function endTree(pid: number): void {
  if (!(pid > 1)) throw new RangeError(`${pid} is no worker's process.`); // 0 would be our own group, 1 the system
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
