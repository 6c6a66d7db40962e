import { describe, expect, it } from "vitest";
import { nodeSize } from "../../webview/graph/node-size.ts";
import { parametersText } from "../../webview/graph/parameters-text.ts";
import { pathText } from "../../webview/graph/paths.ts";
import { taskClass } from "../extension/tasks.ts";

const load = taskClass("LoadSales", {
  file: "tasks/load.ts",
  parameters: [
    ["date", "date"],
    ["batch", "int", "500"],
  ],
});

describe("a node", () => {
  it("tells the parameters in short, with their defaults", () => {
    expect(parametersText(load)).toBe("date, batch = 500");
  });

  it("is as wide as its words need, within limits", () => {
    const width = (title: string) => nodeSize(title, "date").width;
    expect(width("A")).toBeLessThan(width("AggregateSalesPerRegionAndProduct"));
    expect(width("A".repeat(500))).toBe(320);
  });
});

describe("an edge", () => {
  const ends = [
    { x: 0, y: 0 },
    { x: 100, y: 40 },
  ];

  it("leaves and arrives along the flow", () => {
    expect(pathText(ends, "right")).toBe("M0,0C50,0 50,40 100,40");
    expect(pathText(ends, "down")).toBe("M0,0C0,20 100,20 100,40");
  });

  it("arrives along the flow on a way back too", () => {
    const [, , , toX] = /C(\S+),(\S+) (\S+),/.exec(pathText(ends.toReversed(), "right")) ?? [];
    expect(Number(toX)).toBeLessThan(0);
  });

  it("is nothing without two ends", () => {
    expect(pathText([{ x: 0, y: 0 }], "right")).toBe("");
  });
});
