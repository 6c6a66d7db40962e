import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HistoryDatabase } from "../../../src/runner/history/history-database.ts";
import { processIdentity } from "../../../src/runner/history/process-identity.ts";
import { TaskClaims } from "../../../src/runner/history/task-claims.ts";
import type { Wanted } from "../../../src/runner/run/claims.ts";
import { CountedDatabase } from "./counted-database.ts";
import type { HistoryPlace } from "./history-place.ts";

/** @param place a new one each time */
export function describeClaims(place: () => Promise<HistoryPlace>): void {
  let database: HistoryDatabase;
  let time: number;

  beforeEach(async () => {
    database = (await place()).tables();
    time = 0;
  });
  afterEach(() => database.close());

  const claimsOf = (runId: string) => new TaskClaims({ database, runId, now: () => time, leaseMs: 1000 });

  /** Tries to have the claims of tasks that use nothing. @returns those that could be had */
  function had(claims: TaskClaims, taskIds: string[]): string[] {
    const { elsewhere } = claims.take(taskIds.map((taskId) => ({ taskId, resources: {} })));
    return taskIds.filter((taskId) => !elsewhere.has(taskId));
  }

  describe("16 and 17: a claim", () => {
    test("is had by one run only, until that one lets it go", () => {
      const [one, other] = [claimsOf("one"), claimsOf("other")];
      expect(had(one, ["a", "b"])).toEqual(["a", "b"]);
      expect(had(other, ["b", "c"])).toEqual(["c"]);
      one.release("b");
      expect(had(other, ["b"])).toEqual(["b"]);
    });

    test("can be taken again by the run that has it", () => {
      const claims = claimsOf("one");
      had(claims, ["a"]);
      expect(had(claims, ["a"])).toEqual(["a"]);
    });

    test("lasts while it is renewed, and a lease longer, as whoever waits for it sees it", () => {
      const [one, other] = [claimsOf("one"), claimsOf("other")];
      had(one, ["a"]);
      for (time = 0; time <= 5000; time += 900) {
        expect(had(other, ["a"])).toEqual([]);
        one.renew();
      }
      expect(had(other, ["a"])).toEqual([]);
      expect([...one.held(["a"])]).toEqual(["a"]);
      time += 1000;
      expect(had(other, ["a"])).toEqual([]);
      time += 1;
      expect(had(other, ["a"])).toEqual(["a"]);
      expect([...one.held(["a"])]).toEqual([]);
    });

    test("is safe as long as its holder was told, which has to ask after that", () => {
      const [one, other] = [claimsOf("one"), claimsOf("other")];
      had(other, ["b"]);
      had(one, ["a"]);
      had(other, ["a"]);
      time = one.heldUntil;
      expect(had(other, ["a"])).toEqual([]);
      time++;
      expect(had(other, ["a"])).toEqual(["a"]);
    });

    test("is safe for another lease when its holder asks, and not when it was taken over", () => {
      const [one, other] = [claimsOf("one"), claimsOf("other")];
      had(one, ["a", "b"]);
      had(other, ["a", "b"]);
      time = 900;
      expect(one.extend(["a", "b"])).toBe(1900);
      time = 1900;
      expect(had(other, ["b"])).toEqual([]);
      time = 2901;
      expect(had(other, ["b"])).toEqual(["b"]);
      expect(one.extend(["a"])).toBe(3901);
      expect(one.extend(["a", "b"])).toBeUndefined();
    });

    test("is not lost because clocks differ or are set", () => {
      const clocks = { one: 5_000_000, other: 0 };
      const [one, other] = (["one", "other"] as const).map(
        (runId) => new TaskClaims({ database, runId, now: () => clocks[runId] + time, leaseMs: 1000 }),
      ) as [TaskClaims, TaskClaims];
      had(one, ["a"]);
      for (const jump of [3_600_000, -7_200_000, 0]) {
        clocks.one += jump;
        for (const end = time + 3000; time < end; time += 300) {
          one.renew();
          expect(had(other, ["a"])).toEqual([]);
        }
      }
    });

    test("that was taken over is not the first run's any more, whatever that one does", () => {
      const [one, other] = [claimsOf("one"), claimsOf("other")];
      had(one, ["a"]);
      had(other, ["a"]);
      time = 5000;
      had(other, ["a"]);
      expect([...one.held(["a"])]).toEqual([]);
      one.renew();
      one.release("a");
      expect([...other.held(["a"])]).toEqual(["a"]);
    });

    test("of a process that is gone counts no longer", () => {
      had(claimsOf("one"), ["a"]);
      database.exec("UPDATE claims SET holder = '999999999'");
      expect(had(claimsOf("other"), ["a"])).toEqual(["a"]);
    });

    test("of a runner that is gone counts as long as its worker is there, which is ended", async () => {
      const worker = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
        detached: true,
        stdio: "ignore",
      });
      const ended = once(worker, "exit");
      had(claimsOf("one"), ["a", "b"]);
      database.exec("UPDATE claims SET holder = '999999999'");
      startedBy(processIdentity(worker.pid as number), "one", "a");
      const other = claimsOf("other");
      expect(had(other, ["a", "b"])).toEqual(["b"]);
      expect(await ended).toEqual([null, "SIGKILL"]);
      expect(had(other, ["a"])).toEqual(["a"]);
    });
  });

  describe("questions to the history", () => {
    test.each([1, 100])("are four for %i tasks from their start to their end, whoever holds some of them", (count) => {
      const counted = new CountedDatabase(database);
      const claims = new TaskClaims({
        database: counted,
        runId: "one",
        limits: { db: 60, disk: 100 },
        now: () => time,
      });
      const ids = Array.from({ length: count }, (_, n) => `task-${n}`);
      had(claimsOf("other"), ["task-7", "task-8"]);
      const wanted: Wanted[] = ids.map((taskId, n) => ({
        taskId,
        resources: { db: 1, ...(n % 2 > 0 && { disk: 2 }) },
      }));
      const { elsewhere, scarce } = claims.take(wanted);
      const started = ids.filter((taskId) => !elsewhere.has(taskId) && !scarce.has(taskId));
      expect([...elsewhere]).toEqual(count === 1 ? [] : ["task-7", "task-8"]);
      expect(started).toHaveLength(count === 1 ? 1 : 60);
      expect([...scarce.values()].every(([name]) => name === "db")).toBe(true);
      expect(counted.questions).toBeLessThanOrEqual(2);
      expect(claims.extend(started)).toBeGreaterThan(0);
      expect([...claims.held(started)]).toEqual(started);
      for (const taskId of started) claims.release(taskId);
      expect(counted.questions).toBeLessThanOrEqual(4);
      expect(database.prepare("SELECT * FROM resource_claims").all()).toEqual([]);
    });
  });

  test("what a task uses is counted once, and anew where it is taken again", () => {
    const claims = new TaskClaims({ database, runId: "one", limits: { db: 3 }, now: () => time });
    const take = (taskId: string, db: number) => claims.take([{ taskId, resources: { db } }]).scarce.has(taskId);
    expect([take("a", 2), take("b", 1), take("c", 1)]).toEqual([false, false, true]);
    claims.releaseResources("a");
    expect([take("a", 1), take("c", 1), take("d", 1)]).toEqual([false, false, true]);
    const together = ["e", "f"].map((taskId) => ({ taskId, resources: { db: 1 } }));
    claims.release("b");
    expect([...claims.take(together).scarce.keys()]).toEqual(["f"]);
  });

  /** Notes an attempt that goes on. */
  function startedBy(worker: string, runId: string, taskId: string): void {
    database
      .prepare(
        "INSERT INTO attempts (run_id, task_id, attempt, status, started_at, log, worker) VALUES (?, ?, 1, 'running', '', '', ?)",
      )
      .run(runId, taskId, worker);
  }
}
