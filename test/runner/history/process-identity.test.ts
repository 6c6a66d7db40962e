// Which process is which, where several machines write to one history.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { canJudge, hostOf, isRunning, processIdentity } from "../../../src/runner/history/process-identity.ts";

beforeEach(() => void vi.stubEnv("PIPEWRIGHT_MACHINE", "one"));
afterEach(() => void vi.unstubAllEnvs());

const OTHER_BOOT = "00000000-0000-0000-0000-000000000000";

/** This process, as it would be called had its machine been started another time. */
const atAnotherBoot = () => processIdentity(process.pid).replace(/ \S+/, ` ${OTHER_BOOT}`);

async function deadProcess(): Promise<string> {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  const identity = processIdentity(child.pid as number);
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity;
}

describe("A process of this machine", () => {
  test("runs while it does, and is known to be dead when it is", async () => {
    const identity = processIdentity(process.pid);
    expect([hostOf(identity), isRunning(identity), canJudge(identity)]).toEqual(["one", true, true]);
    const dead = await deadProcess();
    expect([isRunning(dead), canJudge(dead)]).toEqual([false, true]);
  });

  test("is not another one that has its id, since when that began is known too", () => {
    const identity = processIdentity(process.pid).replace(/\d+$/, "1");
    expect([isRunning(identity), canJudge(identity)]).toEqual([false, true]);
  });
});

describe("A process of another machine", () => {
  test("is not taken for dead, though none here has its id, and not for the one here that has it", async () => {
    vi.stubEnv("PIPEWRIGHT_MACHINE", "two");
    const [alive, dead] = [processIdentity(process.pid), await deadProcess()];
    vi.stubEnv("PIPEWRIGHT_MACHINE", "one");
    for (const identity of [alive, dead]) expect([isRunning(identity), canJudge(identity)]).toEqual([true, false]);
  });

  test("of the same name is told apart by when that was started: only its lease says whether it lives", () => {
    expect([hostOf(atAnotherBoot()), canJudge(atAnotherBoot())]).toEqual(["one", false]);
    expect(isRunning(atAnotherBoot())).toBe(false);
  });
});
