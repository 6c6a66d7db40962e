import { describe, expect, it } from "vitest";
import { RunStore } from "../../../src/extension/model/run-store.ts";
import type { TaskRunRecord } from "../../../src/protocol/history-record.ts";
import { Events, refOf } from "../events.ts";

function record(family: string, date: string, status: TaskRunRecord["status"], runId = "old"): TaskRunRecord {
  return {
    ...refOf(family, date),
    runId,
    status,
    attempts: 1,
    finishedAt: "2026-11-24T08:00:00.000Z",
    durationMs: 1200,
  };
}

describe("the run store", () => {
  it("shows a class as a run in progress has it, and tells of each change", () => {
    const store = new RunStore();
    const run = new Events();
    let changes = 0;
    const stop = store.onDidChange(() => changes++);
    store.apply("a", run.started("LoadSales"));
    store.apply("a", run.planned(["DumpSales", "2026-11-20"], ["LoadSales", "2026-11-20"]));
    store.apply("a", run.taskStarted("DumpSales", "2026-11-20"));

    expect(store.summaries().get("DumpSales")).toMatchObject({ status: "running", active: true });
    expect(store.summaries().get("LoadSales")).toMatchObject({ status: "waiting", active: true });
    expect(changes).toBe(3);
    stop();
    store.apply("a", run.taskFinished("DumpSales", "2026-11-20", "ran"));
    expect(changes).toBe(3);
  });

  it("keeps a finished run over the history until the history was read after its end", () => {
    const store = new RunStore();
    const run = new Events();
    store.apply("a", run.started("DumpSales"));
    store.apply("a", run.planned(["DumpSales", "2026-11-20"]));
    const before = store.finishedRuns();
    store.apply("a", run.taskFinished("DumpSales", "2026-11-20", "ran"));
    store.apply("a", run.finished());

    store.replaceHistory({ families: [], failures: [] }, before);
    expect(store.summaries().get("DumpSales")?.status).toBe("ran");

    store.replaceHistory({ families: [], failures: [] }, store.finishedRuns());
    expect(store.summaries().size).toBe(0);
  });

  it("forgets a run whose process went without a last word", () => {
    const store = new RunStore();
    const run = new Events();
    store.apply("a", run.started("DumpSales"));
    store.apply("a", run.planned(["DumpSales", "2026-11-20"]));
    store.end("a");
    expect(store.activeRuns()).toEqual([]);
    expect(store.summaries().size).toBe(0);
  });

  it("does not let a run that found everything complete hide when it was made", () => {
    const store = new RunStore();
    const last = record("DumpSales", "2026-11-20", "ran");
    store.replaceHistory({ families: [{ family: "DumpSales", last, counts: { ran: 1 } }], failures: [] }, new Set());
    const run = new Events();
    store.apply("a", run.started("DumpSales"));
    store.apply("a", run.planned(["DumpSales", "2026-11-20", "skip"]));
    expect(store.summaries().get("DumpSales")).toMatchObject({ status: "ran", task: { durationMs: 1200 } });
  });

  it("shows a class as failed as long as one of its tasks is, whatever ran last", () => {
    const store = new RunStore();
    const last = record("DumpSales", "2026-11-21", "ran");
    store.replaceHistory(
      { families: [{ family: "DumpSales", last, counts: { ran: 6, failed: 1 } }], failures: [] },
      new Set(),
    );
    expect(store.summaries().get("DumpSales")?.status).toBe("failed");
  });

  it("leads from a class that failed to the task that failed last, not to the one that ran last", () => {
    const store = new RunStore();
    const last = record("DumpSales", "2026-11-21", "ran");
    const failures = [record("LoadSales", "2026-11-20", "failed"), record("DumpSales", "2026-11-20", "failed")];
    store.replaceHistory(
      { families: [{ family: "DumpSales", last, counts: { ran: 6, failed: 1 } }], failures },
      new Set(),
    );
    expect(store.summaries().get("DumpSales")?.task.params).toEqual({ date: "2026-11-20" });
  });

  it("shows what is pending the same way before and after the history is read", () => {
    const store = new RunStore();
    const run = new Events();
    store.apply("a", run.started("SalesPage"));
    store.apply("a", run.planned(["SalesPage", "2026-11-20"], ["SalesPage", "2026-11-21"]));
    store.apply("a", run.taskFinished("SalesPage", "2026-11-20", "pending"));
    store.apply("a", run.taskFinished("SalesPage", "2026-11-21", "ran"));
    store.apply("a", run.finished());
    expect(store.summaries().get("SalesPage")?.status).toBe("pending");

    const last = record("SalesPage", "2026-11-21", "ran");
    const families = [{ family: "SalesPage", last, counts: { pending: 1, ran: 1 } }];
    store.replaceHistory({ families, failures: [] }, store.finishedRuns());
    expect(store.summaries().get("SalesPage")?.status).toBe("pending");
  });
});

describe("the failures", () => {
  it("are the history's, less what was made since, with what failed since", () => {
    const store = new RunStore();
    const failures = [record("DumpSales", "2026-11-20", "failed"), record("DumpSales", "2026-11-21", "failed")];
    store.replaceHistory({ families: [], failures }, new Set());
    const run = new Events("new");
    store.apply("a", run.started("DumpSales"));
    store.apply("a", run.planned(["DumpSales", "2026-11-20"], ["DumpSales", "2026-11-22"]));
    store.apply("a", run.taskStarted("DumpSales", "2026-11-20"));
    store.apply("a", run.taskFinished("DumpSales", "2026-11-20", "ran"));
    store.apply("a", run.taskStarted("DumpSales", "2026-11-22"));
    store.apply("a", run.taskFinished("DumpSales", "2026-11-22", "failed", "disk full"));

    const told = store.failures().map(({ params, runId, error }) => [params.date, runId, error?.message]);
    expect(told).toEqual([
      ["2026-11-22", "new", "disk full"],
      ["2026-11-21", "old", undefined],
    ]);
  });
});
