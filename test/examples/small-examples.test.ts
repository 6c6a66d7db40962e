import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, expect, test } from "vitest";
import type { RunFinished } from "../../src/protocol/run-event.ts";
import { lines, pipewright } from "../support/command.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
// Within the repository, where `pipewright` and the packages of the examples resolve.
const COPIES = path.join(ROOT, "artifacts/examples");
const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function copy(example: string): string {
  mkdirSync(COPIES, { recursive: true });
  const folder = mkdtempSync(path.join(COPIES, `${example}-`));
  made.push(folder);
  const left = /\/(?:data|inbox|\.pipewright|node_modules)(?:\/|$)/;
  const from = path.join(ROOT, "examples", example);
  cpSync(from, folder, {
    recursive: true,
    filter: (file) => !left.test(file.slice(from.length).replaceAll(path.sep, "/")),
  });
  return folder;
}

/** Runs the real command, and tells how many tasks ended in which way. */
async function run(folder: string, ...args: string[]) {
  const { exitCode, stdout, stderr } = await pipewright(folder, [...args, "--json"]);
  const last = lines(stdout).at(-1) as RunFinished;
  expect(last?.event, stderr).toBe("runFinished");
  const counts: Record<string, number> = {};
  for (const { family, status } of last.tasks) {
    const key = `${family} ${status}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return { exitCode, counts };
}

const json = (folder: string, file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), "utf8"));

test("hourly logs: what comes late is made up for, and nothing else", { timeout: 300_000 }, async () => {
  const folder = copy("hourly-logs");
  const log = (day: string, hour: number) => path.join(folder, `inbox/${day}T${String(hour).padStart(2, "0")}.log`);
  mkdirSync(path.join(folder, "inbox"));
  for (const day of ["2026-11-01", "2026-11-02"])
    for (let hour = 0; hour < 24; hour++) writeFileSync(log(day, hour), "200 /\n500 /cart\n");
  rmSync(log("2026-11-02", 10));

  const month = ["run", "MonthToDate", "--date", "2026-11-02"];
  expect(await run(folder, ...month)).toEqual({
    exitCode: 10,
    counts: {
      "ServerLog alreadyComplete": 47,
      "ServerLog missingExternal": 1,
      "CountHour ran": 47,
      "CountHour pending": 1,
      "CountDay ran": 1,
      "CountDay pending": 1,
      "MonthToDate pending": 1,
    },
  });

  writeFileSync(log("2026-11-02", 10), "200 /\n");
  const { exitCode, counts } = await run(folder, ...month);
  expect(exitCode).toBe(0);
  expect(counts).toMatchObject({ "CountHour ran": 1, "CountDay ran": 1, "MonthToDate ran": 1 });
  expect(json(folder, "data/month-to-date/2026-11-02.json")).toMatchObject({ days: 2, requests: 95, errors: 47 });

  writeFileSync(log("2026-11-01", 3), "200 /\n500 /cart\n500 /late\n");
  const late = await run(folder, ...month);
  expect(late.counts).toMatchObject({ "CountHour ran": 1, "CountDay ran": 1, "MonthToDate ran": 1 });
  expect(json(folder, "data/month-to-date/2026-11-02.json")).toMatchObject({ days: 2, requests: 96, errors: 48 });
  expect((await run(folder, ...month)).counts).toEqual({ "MonthToDate alreadyComplete": 1 });
});

test("a search for the best model asks for its candidates while it runs", { timeout: 300_000 }, async () => {
  const folder = copy("model-search");
  const search = ["run", "BestModel", "--series", "shop"];
  expect(await run(folder, ...search)).toEqual({
    exitCode: 0,
    counts: { "Measurements ran": 1, "Candidates ran": 1, "JudgeModel ran": 6, "BestModel ran": 1 },
  });
  const judged = globSync("data/shop/judged-*.json", { cwd: folder }).map((file) => json(folder, file)) as {
    error: number;
  }[];
  const least = Math.min(...judged.map(({ error }) => error));
  expect(json(folder, "data/shop/best.json")).toMatchObject({ error: least, of: 6 });
  expect((await run(folder, ...search)).counts).toEqual({ "BestModel alreadyComplete": 1 });
});

test("SQL only: tables in Parquet, each by one query of others", { timeout: 300_000 }, async () => {
  const folder = copy("sql-only");
  const months = ["backfill", "Revenue", "--from", "2026-11", "--to", "2026-12"];
  expect(await run(folder, ...months)).toEqual({
    exitCode: 0,
    counts: { "RawOrders ran": 2, "Orders ran": 2, "Customers ran": 2, "Revenue ran": 2 },
  });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const sumOf = async (column: string, table: string) => {
    const file = path.join(folder, "data", table, "2026-11.parquet");
    return (await connection.runAndReadAll(`SELECT sum(${column})::DOUBLE FROM '${file}'`)).getRows()[0]?.[0];
  };
  expect(await sumOf("revenue", "Revenue")).toBe(await sumOf("amount", "RawOrders"));
  connection.closeSync();
  instance.closeSync();
  expect(globSync("data/**/*.tmp", { cwd: folder })).toEqual([]);
});

test("a monorepo: a package's task needs another package's, by `paths` or by npm's links", {
  timeout: 300_000,
}, async () => {
  const folder = copy("monorepo");
  const week = ["backfill", "ReorderList", "--from", "2026-11-01", "--to", "2026-11-07"];
  expect(await run(folder, ...week)).toEqual({
    exitCode: 0,
    counts: { "Movements ran": 7, "StockLevels ran": 7, "ReorderList ran": 7 },
  });
  expect(readFileSync(path.join(folder, "data/reorder/2026-11-07-20.csv"), "utf8")).toBe(
    "product,order\nball valve,4\nthermostat,6\n",
  );

  const settings = json(folder, "tsconfig.json") as { compilerOptions: { paths?: unknown } };
  delete settings.compilerOptions.paths;
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
  const npm = { cwd: folder, shell: process.platform === "win32" };
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock"], npm);
  symlinkSync(ROOT, path.join(folder, "node_modules/pipewright"), "junction");
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  expect(spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stdout: "",
  });
  rmSync(path.join(folder, "data/reorder"), { recursive: true });
  const within = path.join(folder, "packages/purchasing");
  expect((await run(within, ...week)).counts).toEqual({ "StockLevels alreadyComplete": 7, "ReorderList ran": 7 });
});
