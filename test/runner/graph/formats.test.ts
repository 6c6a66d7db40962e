import path from "node:path";
import { describe, expect, it } from "vitest";
import type { TaskClass, TaskEdge, TaskIndex } from "../../../src/protocol/task-index.ts";
import { toDot } from "../../../src/runner/graph/to-dot.ts";
import { toJson } from "../../../src/runner/graph/to-json.ts";
import { toMermaid } from "../../../src/runner/graph/to-mermaid.ts";
import { toSvg } from "../../../src/runner/graph/to-svg.ts";
import { EMPTY, HOSTILE, SAMPLE } from "./sample-index.ts";

const expected = (name: string) => path.join(import.meta.dirname, "expected", name);

describe.each<[string, (index: TaskIndex) => string]>([
  ["dot", toDot],
  ["mmd", toMermaid],
  ["svg", toSvg],
])("the graph as %s", (ending, format) => {
  it.each([
    ["sample", SAMPLE],
    ["hostile", HOSTILE],
    ["empty", EMPTY],
  ])("draws the %s index", async (name, index) => {
    await expect(format(index)).toMatchFileSnapshot(expected(`${name}.${ending}`));
  });
});

describe("the graph as JSON", () => {
  it("has the documented fields and no others", () => {
    const { tasks, edges, problems } = JSON.parse(toJson(SAMPLE));
    expect(tasks[1]).toEqual({
      family: "Load",
      file: "tasks.ts",
      line: 3,
      kind: "task",
      parameters: [
        { name: "date", type: "date", significant: true },
        { name: "batch", type: "int", default: "500", significant: false },
      ],
    });
    expect(edges[2]).toEqual({ from: "Back up", to: "Delivery", kind: "dynamic", mapping: { date: "this.date" } });
    expect(problems).toEqual([
      { code: "unknown-task", severity: "error", message: "Report requires Gone …", file: "tasks.ts", line: 5 },
    ]);
    expect(edges).toHaveLength(SAMPLE.edges.length);
  });

  it("is one line", () => {
    expect(toJson(HOSTILE)).not.toContain("\n");
    expect(JSON.parse(toJson(HOSTILE)).tasks[0].family).toBe(HOSTILE.tasks[0]?.family);
  });
});

describe("the graph as SVG", () => {
  it("says what to do when a chain is too deep to be drawn", () => {
    const family = (n: number) => `Task${n}`;
    const tasks = Array.from({ length: 20_000 }, (_, n) => ({ ...(SAMPLE.tasks[0] as TaskClass), family: family(n) }));
    const edges = tasks
      .slice(1)
      .map((_, n) => ({ ...(SAMPLE.edges[0] as TaskEdge), from: family(n + 1), to: family(n) }));
    expect(() => toSvg({ tasks, edges, problems: [] })).toThrow(/too deep to be drawn.*--format dot/);
  });

  it("has no two boxes on top of each other, and all of them on the page", () => {
    const svg = toSvg(SAMPLE);
    const [page, ...boxes] = [
      ...svg.matchAll(/<rect[^>]*?(?: x="(\S+)" y="(\S+)")? width="(\S+)" height="(\S+)"/g),
    ].map(([, x = "0", y = "0", width, height]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }));
    expect(boxes).toHaveLength(4);
    for (const [index, box] of boxes.entries()) {
      expect(box.x >= 0 && box.y >= 0).toBe(true);
      expect(box.x + box.width <= (page?.width ?? 0) && box.y + box.height <= (page?.height ?? 0)).toBe(true);
      for (const other of boxes.slice(index + 1)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect(apart).toBe(true);
      }
    }
  });
});
