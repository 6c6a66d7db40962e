import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { TaskClaims } from "../../../src/runner/history/task-claims.ts";

let database: DatabaseSync;
let time: number;

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  database.exec(MIGRATIONS.join(""));
  time = 0;
});

const claimsOf = (runId: string) => new TaskClaims({ database, runId, now: () => time, leaseMs: 1000 });

/** Tries to have the claims of tasks that use nothing. @returns those that could be had */
function had(claims: TaskClaims, taskIds: string[]): string[] {
  const { elsewhere } = claims.take(taskIds.map((taskId) => ({ taskId, resources: {} })));
  return taskIds.filter((taskId) => !elsewhere.has(taskId));
}

describe("a claim (semantics 16, 17)", () => {
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

  test("lasts while it is renewed, and a lease longer", () => {
    const [one, other] = [claimsOf("one"), claimsOf("other")];
    had(one, ["a"]);
    time = 900;
    one.renew();
    time = 1800;
    expect(had(other, ["a"])).toEqual([]);
    expect(one.holds("a")).toBe(true);
    time = 1901;
    expect(had(other, ["a"])).toEqual(["a"]);
  });

  test("that was taken over is not the first run's any more, whatever that one does", () => {
    const [one, other] = [claimsOf("one"), claimsOf("other")];
    had(one, ["a"]);
    time = 5000;
    had(other, ["a"]);
    expect(one.holds("a")).toBe(false);
    one.renew();
    one.release("a");
    expect(other.holds("a")).toBe(true);
  });

  test("of a process that is gone counts no longer", () => {
    had(claimsOf("one"), ["a"]);
    database.exec("UPDATE claims SET holder = '999999999'");
    expect(had(claimsOf("other"), ["a"])).toEqual(["a"]);
  });
});
