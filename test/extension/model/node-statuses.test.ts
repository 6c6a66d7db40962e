import { expect, it } from "vitest";
import { nodeStatuses } from "../../../src/extension/model/node-statuses.ts";
import { RunStore } from "../../../src/extension/model/run-store.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";
import { Events } from "../events.ts";
import { indexOf } from "../tasks.ts";

it("gives each class of the graph a status, also one that never ran, and none to others", () => {
  const store = new RunStore();
  const run = new Events();
  store.apply("a", run.started("LoadSales"));
  store.apply("a", run.planned(["DumpSales", "2026-11-20"], ["Renamed", "2026-11-20"]));
  store.apply("a", run.taskStarted("DumpSales", "2026-11-20"));
  const index = indexOf({ DumpSales: [], LoadSales: ["DumpSales"] });
  expect(nodeStatuses(index, store.summaries(), store.stales, 0, inEnglish)).toEqual([
    { family: "DumpSales", status: "running", counts: { running: 1 }, note: "running" },
    { family: "LoadSales", status: "neverRan", counts: {}, note: "never ran" },
  ]);
});

it("says how many of a class's tasks are stale, where some are", () => {
  const store = new RunStore();
  const last = { runId: "a", taskId: "a", params: {}, status: "ran", attempts: 1 } as const;
  const family = (name: string, stale: number) => ({
    family: name,
    last: { ...last, family: name },
    counts: {},
    stale,
  });
  store.replaceHistory({ families: [family("DumpSales", 3), family("LoadSales", 0)], failures: [] }, new Set());
  const index = indexOf({ DumpSales: [], LoadSales: ["DumpSales"] });
  const statuses = nodeStatuses(index, store.summaries(), store.stales, 0, inEnglish);
  expect(statuses.map(({ family: name, stale }) => [name, stale])).toEqual([
    ["DumpSales", 3],
    ["LoadSales", undefined],
  ]);
});
