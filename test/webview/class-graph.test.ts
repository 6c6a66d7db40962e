import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { classGraph, type GraphChoice } from "../../webview/graph/class-graph.ts";
import { classLooks } from "../../webview/graph/class-looks.ts";
import { edgeText } from "../../webview/graph/edge-text.ts";
import { planGraph, planLooks } from "../../webview/graph/plan-graph.ts";
import { indexOf, taskClass } from "../extension/tasks.ts";

const EVERYTHING: GraphChoice = { groupBy: "none", opened: [] };

const CHAIN = indexOf({ E: ["D"], D: ["C"], C: ["B", "Other"], B: ["A"], A: [], Other: [] });

const shown = (index: TaskIndex, choice: Partial<GraphChoice>) =>
  classGraph(index, { ...EVERYTHING, ...choice })
    .nodes.map(({ title }) => title)
    .sort();

describe("the class graph", () => {
  it("shows what is near a class: so many steps up, so many down", () => {
    expect(shown(CHAIN, { focus: { family: "C", up: 1, down: 1 } })).toEqual(["B", "C", "D", "Other"]);
    expect(shown(CHAIN, { focus: { family: "C", up: 0, down: 2 } })).toEqual(["C", "D", "E"]);
  });

  it("tells how many neighbours of a node are left out", () => {
    const { nodes } = classGraph(CHAIN, { ...EVERYTHING, focus: { family: "C", up: 0, down: 0 } });
    expect(nodes.map(({ id, hidden }) => [id, hidden])).toEqual([["C", { requires: 2, requiredBy: 1 }]]);
  });

  it("shows everything when the class in focus is gone", () => {
    expect(shown(CHAIN, { focus: { family: "Gone", up: 1, down: 1 } })).toHaveLength(6);
  });

  it("shows what lies between two classes, whichever of them is named first", () => {
    expect(shown(CHAIN, { path: ["D", "A"] })).toEqual(["A", "B", "C", "D"]);
    expect(shown(CHAIN, { path: ["A", "D"] })).toEqual(["A", "B", "C", "D"]);
  });

  it("marks the edges of a circle, and no others", () => {
    const { edges } = classGraph(indexOf({ A: ["B"], B: ["C"], C: ["A"], D: ["A"] }), EVERYTHING);
    expect(edges.filter(({ isCycle }) => isCycle).map(({ from, to }) => from + to)).toEqual(["AB", "BC", "CA"]);
  });

  it("draws one edge between two classes, as sure as the surest that it stands for", () => {
    const edge = (from: string, kind: "requires" | "dynamic", confidence?: "conditional") =>
      ({ from, to: "C", kind, confidence, mapping: {}, file: "a.ts", line: 1 }) as const;
    const index = {
      ...indexOf({ A: [], B: [], C: [] }),
      edges: [edge("A", "dynamic"), edge("A", "requires", "conditional"), edge("B", "dynamic")],
    };
    expect(classGraph(index, EVERYTHING).edges.map(({ from, confidence, count }) => [from, confidence, count])).toEqual(
      [
        ["A", "conditional", 2],
        ["B", "dynamic", 1],
      ],
    );
  });
});

describe("where runs and source differ", () => {
  const edge = { to: "C", kind: "requires", mapping: { date: "this.date" }, file: "a.ts", line: 3 } as const;
  const observed = { ...edge, kind: "dynamic", confidence: "dynamic", observed: true, mapping: {} } as const;
  const doubted = { ...edge, confidence: "exact", notRequired: { runs: 2, of: 3 } } as const;
  const graphOf = (...edges: TaskIndex["edges"]) =>
    classGraph({ ...indexOf({ A: [], B: [], C: [] }), edges }, EVERYTHING).edges;

  it("an edge is drawn as one that only runs know, unless the source has one too", () => {
    const edges = graphOf({ ...observed, from: "A" }, { ...observed, from: "B" }, { ...edge, from: "B" });
    expect(edges.map(({ from, isObserved }) => [from, isObserved])).toEqual([
      ["A", true],
      ["B", false],
    ]);
  });

  it("an edge is marked that runs went without, also in a bundle", () => {
    const edges = graphOf({ ...edge, from: "A" }, { ...doubted, from: "A" }, { ...edge, from: "B" });
    expect(edges.map(({ from, isDoubted }) => [from, isDoubted])).toEqual([
      ["A", true],
      ["B", false],
    ]);
  });

  it("is told in words, with what is passed on and where", () => {
    const texts = graphOf({ ...observed, from: "A" }, { ...doubted, from: "B" }).map(edgeText);
    expect(texts).toEqual([
      "A requires C\nonly runs have shown it\na.ts:3",
      "B requires C\ndate → this.date\nalways\n2 of 3 runs did not require it\na.ts:3",
    ]);
  });
});

describe("folded classes", () => {
  const index: TaskIndex = {
    ...CHAIN,
    tasks: CHAIN.tasks.map((task) => ({
      ...task,
      file: task.family < "D" ? `tasks/raw/${task.family}.ts` : "report.ts",
    })),
  };

  it("are one node for each folder, with bundled edges", () => {
    const { nodes, edges } = classGraph(index, { ...EVERYTHING, groupBy: "folder" });
    expect(nodes.map(({ title, members }) => [title, members?.length])).toEqual([
      [".", 3],
      ["tasks/raw", 3],
    ]);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([
      ["group:.", "group:tasks/raw"],
      ["group:tasks/raw", "group:."],
    ]);
  });

  it("are one node for each file, or for each choice of parameters", () => {
    const hourly = {
      ...index,
      tasks: index.tasks.map((task) => (task.family === "A" ? { ...task, parameters: [] } : task)),
    };
    expect(shown(hourly, { groupBy: "file" })).toEqual([
      "report.ts",
      "tasks/raw/A.ts",
      "tasks/raw/B.ts",
      "tasks/raw/C.ts",
    ]);
    expect(shown(hourly, { groupBy: "parameters" })).toEqual(["date", "no parameters"]);
  });

  it("are seen when their group is opened", () => {
    expect(shown(index, { groupBy: "folder", opened: ["tasks/raw"] })).toEqual([".", "A", "B", "C"]);
  });

  it("stand by themselves where they have no tag", () => {
    const tagged = {
      ...CHAIN,
      tasks: CHAIN.tasks.map((task) => (task.family === "A" ? { ...task, tags: ["raw"] } : task)),
    };
    expect(shown(tagged, { groupBy: "tag" })).toEqual(["B", "C", "D", "E", "Other", "raw"]);
  });

  it("look as the worst of them", () => {
    const graph = classGraph(index, { ...EVERYTHING, groupBy: "folder" });
    const statuses = new Map<string, NodeStatus>([
      ["A", { family: "A", status: "failed", counts: { failed: 1, ran: 2 }, note: "" }],
      ["B", { family: "B", status: "ran", counts: { ran: 3 }, note: "" }],
    ]);
    expect(classLooks(graph, statuses).get("group:tasks/raw")).toMatchObject({
      tone: "failed",
      counts: { failed: 1, ran: 5 },
    });
  });
});

describe("the graph of a plan", () => {
  const task = (taskId: string, action: "run" | "skip", requires: string[], reason: string) => ({
    taskId,
    family: taskId.slice(0, 4),
    params: { date: "2026-11-24", batch: "5" },
    action,
    reason,
    requires,
    outputs: [],
    priority: 0,
  });
  const tasks = [task("Load_1", "skip", ["Gone_1"], "complete"), task("Page_1", "run", ["Load_1"], "no output")];

  it("has a node for each task, with its values, and an edge for what it requires and the plan has", () => {
    const { nodes, edges } = planGraph({ tasks }, () => taskClass("x").kind);
    expect(nodes.map(({ id, title, detail }) => [id, title, detail])).toEqual([
      ["Load_1", "Load", "2026-11-24, batch = 5"],
      ["Page_1", "Page", "2026-11-24, batch = 5"],
    ]);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([["Page_1", "Load_1"]]);
  });

  it("says of each what would become of it, and why", () => {
    expect(planLooks(tasks).get("Page_1")).toMatchObject({ tone: "missing", note: "no output" });
    expect(planLooks(tasks).get("Load_1")).toMatchObject({ tone: "ran", note: "complete" });
  });
});
