import { expect, it } from "vitest";
import { classGraph } from "../../webview/graph/class-graph.ts";
import { keepBroken } from "../../webview/keep-broken.ts";
import { indexOf } from "../extension/tasks.ts";

const before = indexOf({ Report: ["Sales"], Sales: ["Raw"], Raw: [] });
const file = before.tasks.find(({ family }) => family === "Sales")?.file ?? "";
const message = `${file} can not be read in full: ';' expected.`;
const broken = { code: "syntax-error", severity: "error" as const, message, file, line: 3, column: 1 };

it("a class stays, marked, with its edges, while its file can not be read", () => {
  const without = indexOf({ Report: [], Raw: [] });
  const shown = keepBroken(before, { ...without, problems: [broken] });
  expect(shown.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(["Report Sales", "Sales Raw"]);
  const { nodes } = classGraph(shown, { groupBy: "none", opened: [] });
  expect(nodes.find(({ family }) => family === "Sales")?.broken).toBe(message);
});

it("a class goes when it is deleted from a file that can be read, and what was shown before does not come back", () => {
  const without = indexOf({ Report: [], Raw: [] });
  expect(keepBroken(before, without)).toBe(without);
  expect(keepBroken(without, { ...without, problems: [broken] }).tasks.map(({ family }) => family)).toEqual([
    "Report",
    "Raw",
  ]);
});
