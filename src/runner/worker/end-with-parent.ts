import { Worker } from "node:worker_threads";

const POLL_MS = 500;

/**
 * Ends this process, and what it started, when the runner is gone: no process of ours outlives its run. The closed
 * channel tells at once; a thread that looks at the parent's id tells when the user's code never lets go of the event
 * loop.
 */
export function endWithParent(): void {
  process.once("disconnect", endProcessGroup);
  if (process.platform === "win32") return; // processes have no parent that changes there
  const watch = `
    const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(-${process.pid}, "SIGKILL"); }, ${POLL_MS});
  `;
  new Worker(watch, { eval: true }).unref();
}

/** The runner makes each worker the leader of a process group; what the tasks start belongs to it. */
function endProcessGroup(): void {
  if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
  process.exit(1);
}
