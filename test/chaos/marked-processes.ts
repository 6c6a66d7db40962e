import { readdirSync, readFileSync } from "node:fs";

export interface MarkedProcess {
  readonly pid: number;
  /** The process that started it, while that lives. */
  readonly parent: number;
  readonly command: string;
}

/**
 * The living processes that were started with a variable in their environment, and all that these have started since,
 * whoever their parent is by now. One that has ended and is waited for by nobody is not among them.
 *
 * @param mark as in `NAME=value`
 */
export function markedProcesses(mark: string): MarkedProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(pid, "environ").split("\0").includes(mark))
    .map((pid) => ({
      pid: Number(pid),
      parent: Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1]),
      command: read(pid, "cmdline").replaceAll("\0", " ").trim(),
    }));
}

function read(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // ended while we looked, or another user's
  }
}
