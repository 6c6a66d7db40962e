import { describe, expect, it } from "vitest";
import type { FamilySummary } from "../../../src/extension/model/family-summary.ts";
import { groupTasks, type TreeView } from "../../../src/extension/model/task-groups.ts";
import { shop } from "../../query/shop.ts";

const FAILED: FamilySummary = {
  family: "Sales",
  status: "failed",
  counts: { failed: 1, ran: 3 },
  active: false,
  task: { taskId: "Sales", params: {} },
};

const shown = (view: Partial<TreeView>) =>
  groupTasks({ ...shop, problems: [] }, new Map([["Sales", FAILED]]), { by: "folder", filter: "", ...view }).map(
    ({ name, tasks }) => [name, ...tasks.map(({ family }) => family)],
  );

describe("the tree of tasks", () => {
  it("has a group for each folder, or for each tag, where those without one come last", () => {
    expect(shown({})).toEqual([
      ["tasks/raw", "Orders", "Clicks"],
      ["tasks", "Sales", "All"],
      ["tasks/report", "SalesReport", "Archive"],
      [".", "Old"],
    ]);
    expect(shown({ by: "tag" })).toEqual([
      ["daily", "Sales", "SalesReport"],
      ["raw", "Orders", "Clicks"],
      ["web", "Clicks"],
      ["", "Archive", "All", "Old"],
    ]);
  });

  it("shows what a query chooses, in the words of the command line", () => {
    expect(shown({ filter: "state:failed" })).toEqual([["tasks", "Sales"]]);
    expect(shown({ filter: "1+Sales", by: "tag" })).toEqual([
      ["daily", "Sales"],
      ["raw", "Orders", "Clicks"],
      ["web", "Clicks"],
    ]);
    expect(shown({ filter: "file:tasks/report" })).toEqual([["tasks/report", "SalesReport", "Archive"]]);
    expect(shown({ filter: "tag:gone" })).toEqual([]);
  });

  it("hides nothing by a filter that is no query", () => {
    expect(shown({ filter: "state:fialed" })).toEqual(shown({}));
  });
});
