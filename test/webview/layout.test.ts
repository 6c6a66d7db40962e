import { describe, expect, it } from "vitest";
import { layOut, layoutKey, readingOrder } from "../../webview/layout.ts";
import { LayoutChoice } from "../../webview/layout-choice.ts";
import { indexOf } from "../extension/tasks.ts";

const sales = indexOf({
  SalesReport: ["AggregateSales", "BackUpDump"],
  AggregateSales: ["LoadSales"],
  LoadSales: ["DumpSales"],
  BackUpDump: ["DumpSales"],
  DumpSales: [],
});

describe("the layout", () => {
  it.each(["right", "down"] as const)("puts what is required before what requires it, flowing %s", (flow) => {
    const { nodes } = layOut(sales, flow);
    const [start, size] = flow === "right" ? (["x", "width"] as const) : (["y", "height"] as const);
    for (const { from, to } of sales.edges) {
      const [required, requiring] = [nodes.get(to), nodes.get(from)];
      expect((required?.[start] ?? 0) + (required?.[size] ?? 0)).toBeLessThan(requiring?.[start] ?? 0);
    }
  });

  it("lets no nodes overlap, and all of them lie inside", () => {
    const { nodes, width, height } = layOut(sales, "right");
    const boxes = [...nodes.values()];
    for (const [at, a] of boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
      for (const b of boxes.slice(at + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  it("draws edges from the middle of a side to the middle of a side, the way that the data goes", () => {
    const { nodes, edges } = layOut(sales, "right");
    const edge = edges.find(({ from, to }) => from === "LoadSales" && to === "DumpSales");
    const [dump, load] = [nodes.get("DumpSales"), nodes.get("LoadSales")];
    expect(edge?.points[0]).toEqual({
      x: (dump?.x ?? 0) + (dump?.width ?? 0),
      y: (dump?.y ?? 0) + (dump?.height ?? 0) / 2,
    });
    expect(edge?.points.at(-1)).toEqual({ x: load?.x, y: (load?.y ?? 0) + (load?.height ?? 0) / 2 });
  });

  it("draws one edge between two classes, dashed only when nothing but run() asks for it", () => {
    const edge = (from: string, kind: "requires" | "dynamic") => ({
      from,
      to: "C",
      kind,
      mapping: {},
      file: "a.ts",
      line: 1,
    });
    const index = {
      ...indexOf({ A: [], B: [], C: [] }),
      edges: [edge("A", "dynamic"), edge("A", "requires"), edge("B", "dynamic"), edge("B", "dynamic")],
    };
    expect(layOut(index, "right").edges.map(({ from, dynamic }) => [from, dynamic])).toEqual([
      ["A", false],
      ["B", true],
    ]);
  });

  it("draws a graph with a cycle, a loop and an edge to nowhere", () => {
    const index = indexOf({ A: ["B"], B: ["A", "B", "Gone"] });
    expect(layOut(index, "right").nodes.size).toBe(2);
    expect(layOut(index, "right").edges.map(({ from, to }) => from + to)).toEqual(["AB", "BA"]);
  });

  it("is of no size without classes", () => {
    expect(layOut(indexOf({}), "right")).toMatchObject({ width: 0, height: 0 });
  });

  it("reads from what is required to what requires it", () => {
    expect(readingOrder(layOut(sales, "right")).at(0)).toBe("DumpSales");
    expect(readingOrder(layOut(sales, "down")).at(-1)).toBe("SalesReport");
  });

  it("stays the same when lines move, and changes when an edge does", () => {
    const moved = { ...sales, tasks: sales.tasks.map((task) => ({ ...task, line: task.line + 1 })) };
    expect(layoutKey(moved)).toBe(layoutKey(sales));
    expect(layoutKey({ ...sales, edges: sales.edges.slice(1) })).not.toBe(layoutKey(sales));
  });
});

describe("the choice of a layout", () => {
  const choice = new LayoutChoice(sales);

  it("flows to the right in a wide panel and down in a narrow one", () => {
    expect(choice.best(undefined, { width: 1400, height: 500 }).flow).toBe("right");
    expect(choice.best(undefined, { width: 450, height: 900 }).flow).toBe("down");
  });

  it("is the user's where there is one", () => {
    expect(choice.best("down", { width: 1400, height: 500 }).flow).toBe("down");
  });

  it("makes each layout once", () => {
    expect(choice.best("right", { width: 1, height: 1 })).toBe(choice.best("right", { width: 2, height: 2 }));
  });
});
