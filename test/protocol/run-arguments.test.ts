import { expect, it } from "vitest";
import { runArguments } from "../../src/protocol/run-arguments.ts";

const request = { command: "run", family: "LoadSales", params: {} } as const;

it("writes parameters as flags, whatever their values begin with", () => {
  const params = { date: "2026-11-20", batchSize: "-5" };
  expect(runArguments({ ...request, params })).toEqual(["run", "LoadSales", "--date", "2026-11-20", "--batch-size=-5"]);
});

it("writes a backfill's range, its order and limit, and how many tasks at once", () => {
  const range = { over: "date", from: "2026-11-14", to: "2026-11-20", reverse: true, limit: 3 };
  expect(runArguments({ ...request, command: "backfill", range, workers: 4 }).join(" ")).toBe(
    "backfill LoadSales --from 2026-11-14 --to 2026-11-20 --over date --reverse --limit 3 --workers 4",
  );
});

it("leaves the number of workers to the configuration where none is set", () => {
  expect(runArguments({ ...request, workers: 0 })).toEqual(["run", "LoadSales"]);
});

it.each([
  [{ force: true }, ["--force"]],
  [{ stale: true }, ["--stale"]],
  [{ retryDisabled: true }, ["--retry-disabled"]],
  [{ stopOnFailure: true }, ["--stop-on-failure"]],
  [{ alone: true }, ["--no-upstream"]],
  [{ debugPort: 9300 }, ["--debug-port", "9300"]],
  [{ on: "kubernetes" }, ["--on", "kubernetes"]],
  [{ on: "local" }, []],
] as const)("says how it is to be run: %j", (how, flags) => {
  expect(runArguments({ ...request, ...how })).toEqual(["run", "LoadSales", ...flags]);
});

it("goes on with a backfill, or only with what failed of it, where it is told to", () => {
  const backfill = { ...request, command: "backfill", backfillId: "B1" } as const;
  expect(runArguments(backfill)).toEqual(["backfill", "--resume", "B1"]);
  expect(runArguments({ ...backfill, on: "local" })).toEqual(["backfill", "--resume", "B1", "--on", "local"]);
  expect(runArguments({ ...backfill, onlyFailed: true, on: "kubernetes" })).toEqual([
    "backfill",
    "--retry-failed",
    "B1",
    "--on",
    "kubernetes",
  ]);
});

it("makes again what was set aside", () => {
  expect(runArguments({ ...request, command: "backfill", setAside: "last" })).toEqual([
    "backfill",
    "--set-aside",
    "last",
  ]);
});

it("asks a plan for neither a number of workers nor a place", () => {
  expect(runArguments({ ...request, command: "plan", workers: 4, on: "kubernetes" })).toEqual(["plan", "LoadSales"]);
});
