import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

export interface Measured {
  readonly seconds: number;
  /** The most memory that the process had at once, in MB; 0 where the system does not tell. */
  readonly peak: number;
  /** The same of the hungriest process that it started. */
  readonly childPeak: number;
}

const POLL_MS = 100;

/**
 * Runs a Node program to its end.
 *
 * @param args of Node
 * @throws Error when it fails
 */
export async function measure(folder: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  let peak = 0;
  let childPeak = 0;
  // The system keeps the highest value itself: looking seldom misses the last moments only.
  const look = setInterval(() => {
    peak = Math.max(peak, peakOf(String(child.pid)));
    for (const pid of childrenOf(child.pid as number)) childPeak = Math.max(childPeak, peakOf(pid));
  }, POLL_MS);
  const [code] = await once(child, "exit");
  clearInterval(look);
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with exit code ${code}.`);
  return { seconds: (performance.now() - started) / 1000, peak, childPeak };
}

function peakOf(pid: string): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0; // it has ended, or this is not Linux
  }
}

function childrenOf(pid: number): string[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
    );
  } catch {
    return [];
  }
}
