import { describe, expect, it } from "vitest";
import { edgePath } from "../../webview/edge-path.ts";
import { matches } from "../../webview/matches.ts";
import { nodeSize } from "../../webview/node-size.ts";
import { parametersText } from "../../webview/parameters-text.ts";
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
    const short = nodeSize(taskClass("A"));
    const long = nodeSize(taskClass("AggregateSalesPerRegionAndProduct"));
    const longest = nodeSize(taskClass("A".repeat(500)));
    expect(short.width).toBeLessThan(long.width);
    expect(long.width).toBeLessThanOrEqual(longest.width);
    expect(longest.width).toBe(320);
  });

  it("is found by its name, file, parameters and note, all words of them", () => {
    const status = { family: "LoadSales", status: "failed", counts: {}, note: "failed 5 min ago" } as const;
    for (const search of ["", "load", "TASKS/", "batch", "sales failed"])
      expect(matches(search, load, status)).toBe(true);
    for (const search of ["dump", "load dump"]) expect(matches(search, load, status)).toBe(false);
  });
});

describe("an edge", () => {
  it("leaves and arrives along the flow", () => {
    const ends = [
      { x: 0, y: 0 },
      { x: 100, y: 40 },
    ];
    expect(edgePath(ends, "right")).toBe("M0,0C50,0 50,40 100,40");
    expect(edgePath(ends, "down")).toBe("M0,0C0,20 100,20 100,40");
  });

  it("is nothing without two ends", () => {
    expect(edgePath([{ x: 0, y: 0 }], "right")).toBe("");
  });
});
