import { describe, expect, it } from "vitest";
import { classGraph, type GraphChoice } from "../../webview/graph/class-graph.ts";
import type { Box, Flow, GraphLayout } from "../../webview/graph/graph-model.ts";
import { layOut } from "../../webview/graph/lay-out.ts";
import { layOutLarge } from "../../webview/graph/lay-out-large.ts";
import { layoutInput } from "../../webview/graph/layout-input.ts";
import { packLayout } from "../../webview/graph/pack-layout.ts";
import { Places } from "../../webview/graph/places.ts";
import { readingOrder } from "../../webview/graph/reading-order.ts";
import { unpackLayout } from "../../webview/graph/unpack-layout.ts";
import { indexOf } from "../extension/tasks.ts";

const EVERYTHING: GraphChoice = { groupBy: "none", opened: [] };

const SALES = {
  SalesReport: ["AggregateSales", "BackUpDump"],
  AggregateSales: ["LoadSales"],
  LoadSales: ["DumpSales"],
  BackUpDump: ["DumpSales"],
  DumpSales: [],
};

/** Layers of classes, each requiring three of the layer before. */
function layers(count: number, width: number): Record<string, string[]> {
  const name = (index: number) => `Task${index}`;
  const requires = (index: number) =>
    index < width ? [] : [0, 1, 2].map((step) => name(index - width - (index % width) + ((index + step * 7) % width)));
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), requires(index)]));
}

function inputOf(requires: Readonly<Record<string, readonly string[]>>, flow: Flow) {
  return layoutInput(classGraph(indexOf(requires), EVERYTHING), flow);
}

function boxOf(nodes: GraphLayout["nodes"], id: string): Box {
  const box = nodes[id];
  if (box === undefined) throw new Error(`${id} has no place.`);
  return box;
}

function overlapping({ nodes }: GraphLayout): [string, string][] {
  const boxes = Object.entries(nodes);
  const apart = (a: Box, b: Box) =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  return boxes.flatMap(([a, first], at) =>
    boxes.slice(at + 1).flatMap(([b, second]): [string, string][] => (apart(first, second) ? [] : [[a, b]])),
  );
}

describe.each([
  ["a layout for reading", layOut],
  ["a layout of a great many", layOutLarge],
])("%s", (_, make) => {
  it.each(["right", "down"] as const)("puts what is required before what requires it, flowing %s", (flow) => {
    const { nodes } = make(inputOf(SALES, flow));
    const [start, size] = flow === "right" ? (["x", "width"] as const) : (["y", "height"] as const);
    for (const { from, to } of indexOf(SALES).edges) {
      const [required, requiring] = [boxOf(nodes, to), boxOf(nodes, from)];
      expect(required[start] + required[size]).toBeLessThan(requiring[start]);
    }
  });

  it.each(["right", "down"] as const)("lets no nodes overlap, and all of them lie inside, flowing %s", (flow) => {
    const layout = make(inputOf(layers(60, 20), flow));
    expect(overlapping(layout)).toEqual([]);
    for (const { x, y, width, height } of Object.values(layout.nodes))
      expect(x >= 0 && y >= 0 && x + width <= layout.width && y + height <= layout.height).toBe(true);
  });

  it("draws edges from the middle of a side to the middle of a side, the way that the data goes", () => {
    const input = inputOf(SALES, "right");
    const { nodes, paths } = make(input);
    const at = input.edges.findIndex(([from, to]) => from === "LoadSales" && to === "DumpSales");
    const [dump, load] = [boxOf(nodes, "DumpSales"), boxOf(nodes, "LoadSales")];
    expect(paths[at]?.[0]).toEqual({ x: dump.x + dump.width, y: dump.y + dump.height / 2 });
    expect(paths[at]?.at(-1)).toEqual({ x: load.x, y: load.y + load.height / 2 });
  });

  it("places classes that require each other too", () => {
    const { nodes, paths } = make(inputOf({ A: ["B"], B: ["C"], C: ["A"], D: ["A"] }, "right"));
    expect(Object.keys(nodes).sort()).toEqual(["A", "B", "C", "D"]);
    expect(paths.every((path) => path.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)))).toBe(true);
  });

  it("takes families for names, whatever they are", () => {
    const { nodes } = make(inputOf({ constructor: ["toString"], toString: [] }, "right"));
    expect((nodes.toString as unknown as Box).x).toBeLessThan((nodes.constructor as unknown as Box).x);
  });

  it("is nothing of nothing", () => {
    expect(make(inputOf({}, "right"))).toMatchObject({ nodes: {}, paths: [] });
  });
});

describe("a layout of thousands", () => {
  it("overlaps nowhere, and is not much longer than wide although a rank is", () => {
    const layout = layOut(inputOf(layers(1200, 400), "right"));
    expect(overlapping(layout)).toEqual([]);
    expect(Math.max(layout.width / layout.height, layout.height / layout.width)).toBeLessThan(6);
  });
});

describe("the order of reading", () => {
  it("goes along the flow", () => {
    const order = readingOrder(layOut(inputOf(SALES, "right")));
    expect(order[0]).toBe("DumpSales");
    expect(order.at(-1)).toBe("SalesReport");
  });
});

describe("what a layout depends on", () => {
  it("is not where the classes stand in their files, nor which of two ways an edge is told", () => {
    const index = indexOf(SALES);
    const moved = { ...index, tasks: index.tasks.map((task) => ({ ...task, line: task.line + 10 })) };
    const key = (of: typeof index) => JSON.stringify(layoutInput(classGraph(of, EVERYTHING), "right"));
    expect(key(moved)).toBe(key(index));
    expect(key({ ...index, edges: [...index.edges, ...index.edges] })).toBe(key(index));
  });
});

it.each(["right", "down"] as const)("is the same after it was packed and kept, flowing %s", (flow) => {
  // With ways that go round others, ways back, and names that every object has.
  const graphs: Record<string, string[]>[] = [
    { A: ["B", "D"], B: ["C"], C: ["D"], D: [], constructor: ["A"] },
    { A: ["B"], B: ["A"] },
  ];
  for (const requires of graphs) {
    const input = inputOf(requires, flow);
    const layout = layOut(input);
    const kept = JSON.parse(JSON.stringify(packLayout(layout, input))) as ReturnType<typeof packLayout>;
    expect(unpackLayout(kept, input)).toEqual(layout);
  }
});

it("what is in view is found by its place, and of an edge that goes back what bends out of it", () => {
  const graph = classGraph(indexOf({ A: ["B"], B: ["A"] }), EVERYTHING);
  const layout = layOut(layoutInput(graph, "right"));
  const places = new Places(graph, layout);
  const named = (indexes: readonly number[]) => indexes.map((index) => graph.nodes[index]?.id);
  for (const id of ["A", "B"]) expect(named(places.nodesIn(boxOf(layout.nodes, id)))).toEqual([id]);
  const right = { x: layout.width + 20, y: 0, width: 50, height: layout.height };
  expect(places.nodesIn(right)).toEqual([]);
  expect(places.edgesIn(right)).toHaveLength(1);
  expect(places.edgesIn({ ...right, x: layout.width + 1000 })).toEqual([]);
});
