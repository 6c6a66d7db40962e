import { describe, expect, it } from "vitest";
import { classGraph } from "../../webview/graph/class-graph.ts";
import type { Flow } from "../../webview/graph/graph-model.ts";
import { layOut } from "../../webview/graph/lay-out.ts";
import { layoutInput } from "../../webview/graph/layout-input.ts";
import { type Direction, neighboursOf, nodeTowards } from "../../webview/graph/neighbours.ts";
import { indexOf } from "../extension/tasks.ts";

const index = indexOf({ Dump: [], Load: ["Dump"], BackUp: ["Dump"], Report: ["Load", "BackUp"] });
const neighbours = neighboursOf(
  index.tasks.map(({ family }) => family),
  index.edges,
);
const laidOut = (flow: Flow) => layOut(layoutInput(classGraph(index, { groupBy: "none", opened: [] }), flow));

describe("the arrow keys", () => {
  const right = laidOut("right");
  const [upper = "", lower = ""] = ["Load", "BackUp"].sort(
    (a, b) => (right.nodes[a]?.y ?? 0) - (right.nodes[b]?.y ?? 0),
  );
  const go = (family: string, direction: Direction) => nodeTowards(family, direction, neighbours, right);

  it("go along the edges, with the data and against it", () => {
    expect(go("Load", "right")).toBe("Report");
    expect(go("Load", "left")).toBe("Dump");
    expect(["Load", "BackUp"]).toContain(go("Dump", "right"));
  });

  it("go to the next node of the same rank across them", () => {
    expect(go(upper, "down")).toBe(lower);
    expect(go(lower, "up")).toBe(upper);
  });

  it("stay where nothing is", () => {
    expect(go("Dump", "left")).toBeUndefined();
    expect(go("Report", "right")).toBeUndefined();
    expect(go(upper, "up")).toBeUndefined();
    expect(go("Gone", "right")).toBeUndefined();
  });

  it("turn with the graph when it flows down", () => {
    const down = laidOut("down");
    expect(nodeTowards("Load", "down", neighbours, down)).toBe("Report");
    expect(nodeTowards("Load", "up", neighbours, down)).toBe("Dump");
    const side = (down.nodes.Load?.x ?? 0) < (down.nodes.BackUp?.x ?? 0) ? "right" : "left";
    expect(nodeTowards("Load", side, neighbours, down)).toBe("BackUp");
  });
});

it("knows each neighbour once, itself and what is gone never", () => {
  const odd = neighboursOf(["A", "B"], indexOf({ A: ["B", "B", "A", "Gone"], B: [] }).edges);
  expect(odd.get("A")).toEqual({ requires: ["B"], requiredBy: [] });
  expect(odd.get("B")).toEqual({ requires: [], requiredBy: ["A"] });
});
