import { expect, it } from "vitest";
import { failedRequests } from "../../../src/extension/model/failed-requests.ts";
import type { RunRecord, TaskRunRecord } from "../../../src/protocol/history-record.ts";

const run = (runId: string, startedAt: string, params: Record<string, string>): RunRecord => ({
  runId,
  command: "run",
  family: "SalesReport",
  params,
  status: "failed",
  startedAt,
  counts: {},
});
const failure = (runId: string): TaskRunRecord => ({
  taskId: `task of ${runId}`,
  family: "LoadSales",
  params: {},
  runId,
  status: "failed",
  attempts: 1,
});

it("repeats the runs in which something failed, each request once, the oldest first", () => {
  const runs = [
    run("3", "2026-11-24T10:00:00Z", { date: "2026-11-20" }),
    run("2", "2026-11-24T09:00:00Z", { date: "2026-11-19" }),
    run("1", "2026-11-24T08:00:00Z", { date: "2026-11-20" }),
    run("0", "2026-11-24T07:00:00Z", { date: "2026-11-01" }),
  ];
  const requests = failedRequests([failure("3"), failure("1"), failure("2")], runs);
  expect(requests.map(({ params }) => params.date)).toEqual(["2026-11-20", "2026-11-19"]);
});
