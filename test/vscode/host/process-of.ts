import { readFileSync } from "node:fs";

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** @returns nothing when it has ended */
export function processOf(pid: number): RunningProcess | undefined {
  try {
    const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    // One that has ended and was not yet waited for has none.
    return command === "" ? undefined : { pid, parent: Number(parent), command };
  } catch {
    return undefined; // ended meanwhile
  }
}
