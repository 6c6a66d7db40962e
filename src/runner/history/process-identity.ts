import { readFileSync } from "node:fs";
import os from "node:os";
import { isAlive } from "../run/is-alive.ts";

/**
 * A process's id and its machine's name, and where the system tells it, when it started: ids are used again, and a
 * project's folder may be shared between machines.
 */
export function processIdentity(pid: number): string {
  return [`${pid}@${machineName()}`, ...startOf(pid)].join(" ");
}

/**
 * Does the process that this identity was taken of still run? Of another machine's nobody can say from here: it is not
 * taken for dead.
 */
export function isRunning(identity: string): boolean {
  if (isElsewhere(identity)) return true;
  const pid = pidOf(identity);
  return isAlive(pid) && withoutHost(processIdentity(pid)) === withoutHost(identity);
}

/** Is it a process of another machine? */
export function isElsewhere(identity: string): boolean {
  const host = hostOf(identity);
  return host !== undefined && host !== machineName();
}

/**
 * Can be said here whether this process lives? Two machines may have one name, and then differ in when they were started.
 */
export function canJudge(identity: string): boolean {
  const [, boot] = identity.split(" ");
  return !isElsewhere(identity) && (boot === undefined || boot === processIdentity(process.pid).split(" ")[1]);
}

/** Machines that share a history are told apart by it: a variable gives it where their names are alike. */
function machineName(): string {
  return process.env.PIPEWRIGHT_MACHINE?.replaceAll(/\s/g, "-") || os.hostname();
}

/** The machine's name; absent in what was written before it was kept. */
export function hostOf(identity: string): string | undefined {
  return /^\d+@(\S+)/.exec(identity)?.[1];
}

export function pidOf(identity: string): number {
  return Number.parseInt(identity, 10);
}

function withoutHost(identity: string): string {
  return identity.replace(/@\S+/, "");
}

/** Has the process of this identity ended, while others of the group that it led go on? */
export function hasLeftItsGroup(identity: string): boolean {
  const [, boot] = identity.split(" ");
  const pid = pidOf(identity);
  // While the group has members the system gives its id to nobody else, until it starts anew.
  return boot !== undefined && boot === bootId() && startOf(pid).length === 0 && isAlive(-pid);
}

function startOf(pid: number): string[] {
  try {
    // Fields are counted from after the program's name, which may hold anything; the start is the 22nd of all.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    if (fields[0] === "Z") return []; // it has ended, and nobody has asked how
    return [bootId(), fields[19] ?? ""];
  } catch {
    return []; // not Linux
  }
}

let boot: string | undefined;

/** It stays as long as this process does. */
function bootId(): string {
  return (boot ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}
