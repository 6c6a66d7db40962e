import { describe, expect, it } from "vitest";
import type { ObservedRequirements } from "../../src/protocol/observed-requirements.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { withObserved } from "../../src/protocol/with-observed.ts";
import { indexOf } from "../extension/tasks.ts";

const source = indexOf({ Report: ["Sales"], Sales: [], Stores: [], Old_file: [], Old_list: [], Feed_file: [] });
const index: TaskIndex = {
  ...source,
  tasks: source.tasks.map((task) => ({ ...task, codeHash: "now" })),
  edges: source.edges.map((edge) => ({ ...edge, confidence: "exact" })),
};

const seen = (what: Partial<ObservedRequirements>): ObservedRequirements => ({
  family: "Report",
  codeHash: "now",
  runs: 3,
  required: { Sales: 3 },
  unnamed: {},
  ...what,
});

const edges = (...observed: ObservedRequirements[]) =>
  withObserved(index, observed).edges.map(({ to, observed: isSeen, notRequired }) => ({ to, isSeen, notRequired }));

describe("what runs have required", () => {
  it("changes nothing where the source says the same, or nothing ran", () => {
    expect(withObserved(index, [seen({})])).toBe(index);
    expect(withObserved(index, [])).toBe(index);
  });

  it("adds an edge that the source does not tell", () => {
    expect(edges(seen({ required: { Sales: 3, Stores: 1, Gone: 2 } }))).toEqual([
      { to: "Sales" },
      { to: "Stores", isSeen: true },
    ]);
  });

  it("marks an edge that the source says is always there, where runs went without", () => {
    expect(edges(seen({ required: { Sales: 1 } }))).toEqual([{ to: "Sales", notRequired: { runs: 2, of: 3 } }]);
    expect(edges(seen({ required: {} }))).toEqual([{ to: "Sales", notRequired: { runs: 3, of: 3 } }]);
  });

  it("says nothing against an edge that source itself takes back", () => {
    const conditional = {
      ...index,
      edges: index.edges.map((edge) => ({ ...edge, confidence: "conditional" as const })),
    };
    expect(withObserved(conditional, [seen({ required: {} })])).toBe(conditional);
  });

  it("does not count for other code", () => {
    expect(withObserved(index, [seen({ codeHash: "before", required: { Stores: 3 } })])).toBe(index);
  });

  it("knows a class that nothing of ours made by how its name begins, where that tells it", () => {
    expect(edges(seen({ unnamed: { Feed: 3 } }))).toEqual([{ to: "Sales" }, { to: "Feed_file", isSeen: true }]);
    expect(edges(seen({ unnamed: { Old: 3 } }))).toEqual([{ to: "Sales" }]);
    expect(edges(seen({ required: {}, unnamed: { Sales: 3 } }))).toEqual([{ to: "Sales" }]);
  });
});
