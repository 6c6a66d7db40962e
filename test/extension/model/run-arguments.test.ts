import { expect, it } from "vitest";
import { requestName, runArguments } from "../../../src/extension/model/run-arguments.ts";

it("writes parameters as flags, whatever their values begin with", () => {
  const request = { command: "run", family: "LoadSales", params: { date: "2026-11-20", batchSize: "-5" } } as const;
  expect(runArguments(request)).toEqual(["run", "LoadSales", "--date=2026-11-20", "--batch-size=-5"]);
});

it("writes a backfill's range, and how many tasks at once", () => {
  const range = { over: "date", from: "2026-11-14", to: "2026-11-20" };
  const request = { command: "backfill", family: "LoadSales", params: {}, range, workers: 4 } as const;
  expect(runArguments(request).join(" ")).toBe(
    "backfill LoadSales --over date --from 2026-11-14 --to 2026-11-20 --workers 4",
  );
  expect(requestName(request)).toBe("LoadSales(date=2026-11-14…2026-11-20)");
});

it("leaves the number of workers to the configuration where none is set", () => {
  expect(runArguments({ command: "run", family: "A", params: {}, workers: 0 })).toEqual(["run", "A"]);
});

it("says how it is to be run: again, alone, under a debugger", () => {
  const request = { command: "run", family: "LoadSales", params: {} } as const;
  expect(runArguments({ ...request, force: true })).toEqual(["run", "LoadSales", "--force"]);
  expect(runArguments({ ...request, alone: true })).toEqual(["run", "LoadSales", "--no-upstream"]);
  expect(runArguments({ ...request, debugPort: 9300 })).toEqual(["run", "LoadSales", "--debug-port", "9300"]);
});

it("says the order and the limit of a backfill", () => {
  const range = { over: "date", from: "2026-11-01", to: "2026-11-30", reverse: true, limit: 3 };
  expect(runArguments({ command: "backfill", family: "LoadSales", params: {}, range }).slice(-3)).toEqual([
    "--reverse",
    "--limit",
    "3",
  ]);
});
