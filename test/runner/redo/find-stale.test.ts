import { describe, expect, test } from "vitest";
import type { MadeFact, MadeInput } from "../../../src/runner/history/lineage.ts";
import { findStale, type OutputState } from "../../../src/runner/redo/find-stale.ts";

interface Made {
  readonly of?: readonly (string | MadeInput)[];
  readonly run: number;
  readonly by?: string;
  readonly fact?: Partial<MadeFact>;
}

/** What is stale, as `Task: kind source`; every task is made by the code `1` of a family that is called like it. */
function stale(
  made: Readonly<Record<string, Made>>,
  {
    code = {},
    wrappers = [],
    states = {},
  }: { code?: object; wrappers?: string[]; states?: Record<string, OutputState> } = {},
): string[] {
  const tasks = Object.entries(made)
    .map(([taskId, { run, by = "1", fact }]): MadeFact => {
      const rest = { acceptedRun: 0, isChanged: false, isSetAside: false, outputs: "[]", ...fact };
      return { taskId, taskRun: run, family: taskId, codeHash: by, ...rest };
    })
    .sort((a, b) => a.taskRun - b.taskRun);
  const inputs = new Map(
    Object.values(made).map(({ of = [], run }) => [
      run,
      of.map((input) => (typeof input === "string" ? { taskId: input, taskRun: made[input]?.run } : input)),
    ]),
  );
  const found = findStale({
    facts: { tasks, inputs },
    code: new Map([...tasks.map(({ family }) => [family, "1"] as const), ...Object.entries(code)]) as never,
    wrappers: new Set(wrappers),
    stateOf: ({ taskId }) => states[taskId] ?? {},
  });
  return [...found].map(
    ([taskId, causes]) =>
      `${taskId}: ${causes.map((cause) => [cause.kind, "what" in cause && cause.what, "taskId" in cause && cause.taskId].filter(Boolean).join(" ")).join(", ")}`,
  );
}

describe("stale is", () => {
  const CHAIN = { A: { run: 1 }, B: { run: 2, of: ["A"] }, C: { run: 3, of: ["B"] } };

  test("nothing while nothing has changed", () => expect(stale(CHAIN)).toEqual([]));

  test("what other code made, and all that was made of it, each once", () =>
    expect(stale({ ...CHAIN, D: { run: 4, of: ["B", "C"] } }, { code: { B: "2" } })).toEqual([
      "B: code",
      "C: upstream B",
      "D: upstream B, upstream C",
    ]));

  test("what was made of something that was made again", () =>
    expect(stale({ ...CHAIN, A: { run: 9 }, B: { run: 2, of: [{ taskId: "A", taskRun: 1 }] } })).toEqual([
      "B: input madeAgain A",
      "C: upstream B",
    ]));

  test("not what asked for something while it ran, which then was made", () =>
    expect(stale({ A: { run: 2 }, B: { run: 1, of: ["A"] } })).toEqual([]));

  test("what was made of something that is no more, or that somebody changed", () => {
    expect(stale({ ...CHAIN, A: { run: 1, fact: { isSetAside: true } } })).toEqual([
      "B: input takenBack A",
      "C: upstream B",
    ]);
    expect(stale(CHAIN, { states: { B: { changed: "b.txt" } } })).toEqual(["B: output", "C: upstream B"]);
  });

  test("not what is missing, but still what was made of it", () =>
    expect(stale(CHAIN, { code: { B: "2" }, states: { B: { isMissing: true } } })).toEqual(["C: upstream B"]));

  test("nothing of a family that is gone, or of a code that was not known", () => {
    expect(stale(CHAIN, { code: { B: undefined } })).toEqual([]);
    expect(stale({ A: { run: 1, fact: { codeHash: undefined } } }, { code: { A: "2" } })).toEqual([]);
  });
});

describe("through a wrapper", () => {
  const WRAPPED = { A: { run: 1 }, W: { run: 2, of: ["A"] }, B: { run: 3, of: ["W"] } };
  const wrappers = ["W"];

  test("what it requires is looked at, and never itself", () => {
    expect(stale(WRAPPED, { wrappers, code: { W: "2" } })).toEqual([]);
    expect(stale(WRAPPED, { wrappers, code: { A: "2" } })).toEqual(["A: code", "B: upstream A"]);
    expect(stale({ ...WRAPPED, A: { run: 9 } }, { wrappers })).toEqual(["B: input madeAgain A"]);
  });

  test("what was made again after that is current, though the wrapper had nothing to do", () =>
    expect(stale({ ...WRAPPED, A: { run: 9 }, B: { run: 10, of: ["W"] } }, { wrappers })).toEqual([]));
});

describe("what was accepted is current", () => {
  const accepted = (acceptedRun: number) => ({ fact: { acceptedRun } });

  test("with what it was made of, until that is made once more", () => {
    const made = { A: { run: 9 }, B: { run: 2, of: [{ taskId: "A", taskRun: 1 }], ...accepted(9) } };
    expect(stale(made)).toEqual([]);
    expect(stale({ ...made, A: { run: 10 } })).toEqual(["B: input madeAgain A"]);
  });

  test("but what was made of it before somebody changed it is not", () => {
    const changed = { run: 1, fact: { acceptedRun: 5, isChanged: true } };
    expect(stale({ A: changed, B: { run: 2, of: ["A"] } })).toEqual(["B: input changed A"]);
    expect(stale({ A: changed, B: { run: 6, of: ["A"] } })).toEqual([]);
    expect(stale({ A: changed, B: { run: 2, of: ["A"], ...accepted(5) } })).toEqual([]);
  });
});
