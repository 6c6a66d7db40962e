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

describe("a claim (semantics 16, 17)", () => {
  test("is had by one run only, until that one lets it go", () => {
    const [one, other] = [claimsOf("one"), claimsOf("other")];
    expect([...one.take(["a", "b"])]).toEqual(["a", "b"]);
    expect([...other.take(["b", "c"])]).toEqual(["c"]);
    one.release("b");
    expect([...other.take(["b"])]).toEqual(["b"]);
  });

  test("can be taken again by the run that has it", () => {
    const claims = claimsOf("one");
    claims.take(["a"]);
    expect([...claims.take(["a"])]).toEqual(["a"]);
  });

  test("lasts while it is renewed, and a lease longer", () => {
    const [one, other] = [claimsOf("one"), claimsOf("other")];
    one.take(["a"]);
    time = 900;
    one.renew();
    time = 1800;
    expect([...other.take(["a"])]).toEqual([]);
    expect(one.holds("a")).toBe(true);
    time = 1901;
    expect([...other.take(["a"])]).toEqual(["a"]);
  });

  test("that was taken over is not the first run's any more, whatever that one does", () => {
    const [one, other] = [claimsOf("one"), claimsOf("other")];
    one.take(["a"]);
    time = 5000;
    other.take(["a"]);
    expect(one.holds("a")).toBe(false);
    one.renew();
    one.release("a");
    expect(other.holds("a")).toBe(true);
  });

  test("of a process that is gone counts no longer", () => {
    claimsOf("one").take(["a"]);
    database.exec("UPDATE claims SET holder = '999999999'");
    expect([...claimsOf("other").take(["a"])]).toEqual(["a"]);
  });
});
