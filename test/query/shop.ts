import type { TaskClass, TaskEdge } from "../../src/protocol/task-index.ts";
import type { QueriedGraph } from "../../src/query/select-tasks.ts";

/** Orders and Clicks → Sales → Report → All; Archive of Sales; Old by itself. */
export const shop: QueriedGraph = {
  tasks: [
    task("Orders", "tasks/raw/orders.ts", "external", ["raw"]),
    task("Clicks", "tasks/raw/clicks.ts", "external", ["raw", "web"]),
    task("Sales", "tasks/sales.ts", "task", ["daily"]),
    task("SalesReport", "tasks/report/report.ts", "task", ["daily"]),
    task("Archive", "tasks/report/archive.ts"),
    task("All", "tasks/all.ts", "wrapper"),
    task("Old", "old.ts"),
  ],
  edges: [
    edge("Sales", "Orders"),
    edge("Sales", "Clicks"),
    edge("SalesReport", "Sales"),
    edge("Archive", "Sales"),
    edge("All", "SalesReport"),
  ],
};

function task(family: string, file: string, kind: TaskClass["kind"] = "task", tags?: readonly string[]): TaskClass {
  return { family, file, line: 1, column: 1, endLine: 9, kind, parameters: [], ...(tags && { tags }) };
}

function edge(from: string, to: string): TaskEdge {
  return { from, to, kind: "requires", mapping: {}, file: "tasks/tasks.ts", line: 1 };
}
