import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Example, isRunning, tasksWith } from "../support/example.ts";

const DAYS = [14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`);
const FAMILIES = ["AggregateSales", "BackUpDump", "DumpSales", "LoadSales", "SalesPage", "SalesReport"];
const WEEK = ["backfill", "SalesReport", "--from", "2026-11-14", "--to", "2026-11-20"];
const allOf = (families: readonly string[], days: readonly string[]) =>
  families.flatMap((family) => days.map((day) => `${family} ${day}`)).toSorted();

let undisturbed: Example;
beforeAll(async () => {
  undisturbed = Example.create();
});
afterAll(() => undisturbed.remove());

describe("A week of the daily sales report", () => {
  test("is made by one backfill", async () => {
    const { exitCode, finished } = await undisturbed.run(WEEK);
    expect(exitCode).toBe(0);
    expect(finished.status).toBe("success");
    expect(tasksWith("ran", finished)).toEqual(allOf(FAMILIES, DAYS));
    for (const day of DAYS) expect(existsSync(path.join(undisturbed.folder, `data/report/${day}.html`))).toBe(true);
  });

  test("is not made again by the same backfill", async () => {
    const before = await undisturbed.made();
    const { exitCode, finished } = await undisturbed.run(WEEK);
    expect(exitCode).toBe(0);
    expect(tasksWith("ran", finished)).toEqual([]);
    expect(finished.tasks.every(({ status }) => status === "alreadyComplete")).toBe(true);
    expect(await undisturbed.made()).toEqual(before);
  });

  test("has in its database what production has", async () => {
    const totals = await undisturbed.query(
      "SELECT CAST(date AS VARCHAR) AS day, count(*)::INTEGER AS lines FROM sales GROUP BY ALL ORDER BY ALL",
    );
    for (const { day, lines } of totals) {
      const dump = readFileSync(path.join(undisturbed.folder, `data/dump/${day}.csv`), "utf8")
        .trimEnd()
        .split("\n");
      expect(lines).toBe(dump.length - 1);
    }
    expect(totals.map(({ day }) => day)).toEqual(DAYS.filter((day) => day !== "2026-11-15"));
  });

  test("has a day without sales, which goes all the way", () => {
    const read = (file: string) => readFileSync(path.join(undisturbed.folder, "data", file), "utf8");
    expect(read("dump/2026-11-15.csv")).toBe("order_id,sold_at,region,product,quantity,price\n");
    expect(read("aggregate/2026-11-15.csv")).toBe("region,product,sold,returned,revenue\n");
    expect(read("report/2026-11-15.html")).toContain("Nothing was sold on this day.");
    expect(read("report/2026-11-14.html")).toContain("<svg");
  });

  test("has the same totals after a lost marker, and a day loaded a second time", async () => {
    const before = await undisturbed.made();
    await undisturbed.query("DELETE FROM pipewright_markers WHERE partition_key = 'date=2026-11-17'");
    rmSync(path.join(undisturbed.folder, "data/aggregate/2026-11-17.csv"));
    rmSync(path.join(undisturbed.folder, "data/report/2026-11-17.html"));

    const { exitCode, finished } = await undisturbed.run(WEEK);
    expect(exitCode).toBe(0);
    const remade = ["AggregateSales", "LoadSales", "SalesPage", "SalesReport"];
    expect(tasksWith("ran", finished)).toEqual(allOf(remade, ["2026-11-17"]));
    expect(await undisturbed.made()).toEqual(before);
  });
});

test("a day that fails stops only what needs it, and is made up for once the cause is gone", async () => {
  const example = Example.create();
  try {
    const bad = ["2026-11-18"];
    const others = DAYS.filter((day) => !bad.includes(day));
    const failed = await example.run(WEEK, { FAIL_ON: "2026-11-18" });
    expect(failed.exitCode).toBe(20);
    expect(failed.finished.status).toBe("failed");
    expect(tasksWith("failed", failed.finished)).toEqual(allOf(["AggregateSales"], bad));
    expect(tasksWith("pending", failed.finished)).toEqual(allOf(["SalesPage", "SalesReport"], bad));
    expect(tasksWith("ran", failed.finished)).toEqual(
      [...allOf(FAMILIES, others), ...allOf(["BackUpDump", "DumpSales", "LoadSales"], bad)].toSorted(),
    );

    const [task] = failed.finished.tasks.filter(({ status }) => status === "failed");
    const source = path.join(example.folder, "tasks/aggregate-sales.ts");
    const line =
      readFileSync(source, "utf8")
        .split("\n")
        .findIndex((code) => code.includes("throw new Error")) + 1;
    expect(task?.error?.message).toContain("FAIL_ON says so");
    expect(task?.error?.location).toMatchObject({ file: source, line });

    const mended = await example.run(WEEK);
    expect(mended.exitCode).toBe(0);
    expect(tasksWith("ran", mended.finished)).toEqual(allOf(["AggregateSales", "SalesPage", "SalesReport"], bad));
    expect(await example.made()).toEqual(await undisturbed.made());
  } finally {
    example.remove();
  }
});

// How many events the command has told when it is killed: drawn once, so that a failure comes again.
test.each([4, 17, 38, 61, 79])(
  "killed after %i events, a backfill leaves nothing that the next one trips over",
  async (n) => {
    const example = Example.create();
    try {
      const { workers, told } = await example.killAfter(n, [...WEEK, "--workers", "3"]);
      expect(told.some(({ event }) => event === "runFinished")).toBe(false);
      await expect.poll(() => workers.filter(isRunning), { timeout: 20_000 }).toEqual([]);

      const { exitCode } = await example.run(WEEK);
      expect(exitCode).toBe(0);
      expect(await example.made()).toEqual(await undisturbed.made());
      const names = readdirSync(path.join(example.folder, "data"), { recursive: true }).map(String);
      expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    } finally {
      example.remove();
    }
  },
);
