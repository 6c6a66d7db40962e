import { readFileSync } from "node:fs";
import { isAlive } from "../run/is-alive.ts";

/** A process's id, and where the system tells it, when it started: ids are used again. */
export function processIdentity(pid: number): string {
  return [pid, ...startOf(pid)].join(" ");
}

/** Does the process that this identity was taken of still run? */
export function isRunning(identity: string): boolean {
  const pid = Number(identity.split(" ", 1)[0]);
  return isAlive(pid) && processIdentity(pid) === identity;
}

function startOf(pid: number): string[] {
  try {
    // Fields are counted from after the program's name, which may hold anything; the start is the 22nd of all.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return [readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(), fields[19] ?? ""];
  } catch {
    return []; // not Linux
  }
}
