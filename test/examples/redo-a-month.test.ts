import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { StaleTask } from "../../src/protocol/stale-task.ts";
import { lines, pipewright } from "../support/command.ts";
import { Example, tasksWith } from "../support/example.ts";

/** `npm run test:chaos` redoes three months, `npm test` a few days. */
const [FIRST, LAST] = process.env.MODE === "thorough" ? ["2026-09-01", "2026-11-20"] : ["2026-11-14", "2026-11-18"];
const DATES = ["--from", FIRST, "--to", LAST];
const DAYS: string[] = [];
for (let day = Date.parse(FIRST); day <= Date.parse(LAST); day += 86_400_000)
  DAYS.push(new Date(day).toISOString().slice(0, 10));

const example = Example.create();
const clean = Example.create();
afterAll(() => {
  example.remove();
  clean.remove();
});

function edit(from: string, to: string): void {
  const file = path.join(example.folder, "tasks/load-sales.ts");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
}

describe("a bug in the daily sales report: returns counted as sales", () => {
  test("is found, and exactly what it spoiled is made again, with the totals of a clean build", {
    timeout: 1_200_000,
  }, async () => {
    edit("Number(line.quantity)", "Math.abs(Number(line.quantity))");
    expect((await example.run(["backfill", "SalesReport", ...DATES])).exitCode).toBe(0);
    const spoiled = await example.made();
    edit("Math.abs(Number(line.quantity))", "Number(line.quantity)");

    const { stdout } = await pipewright(example.folder, ["status", "--stale", "--json"]);
    const stale = lines<StaleTask>(stdout).map(({ family, params }) => `${family} ${params.date}`);
    const hit = ["AggregateSales", "LoadSales", "SalesPage"].flatMap((family) => DAYS.map((day) => `${family} ${day}`));
    expect(stale.sort()).toEqual(hit);

    const set = await pipewright(example.folder, ["invalidate", "--stale", "--yes"]);
    expect(set.stdout).toContain(`${DAYS.length} outputs removed for good, by the target itself`);
    const redone = await example.run(["backfill", "SalesReport", ...DATES]);
    expect(tasksWith("ran", redone.finished).filter((name) => !name.startsWith("SalesReport"))).toEqual(hit);

    expect((await clean.run(["backfill", "SalesReport", ...DATES])).exitCode).toBe(0);
    const made = await example.made();
    expect(made).toEqual(await clean.made());
    expect(made).not.toEqual(spoiled);
    expect((await pipewright(example.folder, ["status", "--stale", "--json"])).stdout).toBe("");
  });
});
