import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { findFamilies } from "../../webview/graph/find-families.ts";
import { taskClass } from "../extension/tasks.ts";

const index: TaskIndex = {
  tasks: [
    taskClass("DumpSales", { file: "tasks/dump.ts", parameters: [["date", "date"]] }),
    { ...taskClass("LoadSales", { file: "tasks/load.ts", parameters: [["batch", "int", "500"]] }), tags: ["db"] },
    taskClass("Report", { file: "tasks/report.ts" }),
  ],
  edges: [
    { from: "LoadSales", to: "DumpSales", kind: "requires", file: "tasks/report.ts", line: 1, mapping: {} },
    { from: "Report", to: "LoadSales", kind: "requires", file: "tasks/report.ts", line: 1, mapping: {} },
  ],
  problems: [],
};
const failed: NodeStatus = {
  family: "LoadSales",
  status: "ran",
  counts: { ran: 2, failed: 1 },
  note: "1 failed today",
};
const statuses = new Map([["LoadSales", failed]]);
const found = (text: string) => [...findFamilies(text, index, statuses).families];

describe("the search in the graph", () => {
  it("takes the queries of the command line", () => {
    expect(found("+LoadSales")).toEqual(["DumpSales", "LoadSales"]);
    expect(found("DumpSales+1")).toEqual(["DumpSales", "LoadSales"]);
    expect(found("tag:db")).toEqual(["LoadSales"]);
    expect(found("not tag:db")).toEqual(["DumpSales", "Report"]);
  });

  it("knows how the tasks of a class stand, also where the last one is in another state", () => {
    expect(found("state:failed")).toEqual(["LoadSales"]);
    expect(found("state:pending")).toEqual([]);
  });

  it("finds words in a file, a parameter or a note, where they are no name", () => {
    expect(found("tasks/rep")).toEqual(["Report"]);
    expect(found("batch")).toEqual(["LoadSales"]);
    expect(found("sales today")).toEqual(["LoadSales"]);
    expect(found("dump today")).toEqual([]);
  });

  it("says what is wrong with a text that is no query and is found nowhere", () => {
    expect(findFamilies("state:fialed", index, statuses).problem).toMatch(/fialed/);
    expect(findFamilies("state:failed", index, statuses).problem).toBeUndefined();
  });
});
