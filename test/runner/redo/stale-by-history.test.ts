import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Lineage } from "../../../src/runner/history/lineage.ts";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { findStale } from "../../../src/runner/redo/find-stale.ts";

const FAMILIES = ["A", "B", "C", "Gone"];
const RUNS = 12;
const number = fc.integer({ min: 1, max: RUNS });

/** A task that was made by a task run of any number, of any that were made, and what was done to it since. */
const task = fc.record({
  family: fc.constantFrom(...FAMILIES),
  code: fc.constantFrom("1", "2", null),
  inputs: fc.uniqueArray(fc.record({ of: fc.nat(7), run: fc.option(number) }), {
    maxLength: 3,
    selector: ({ of }) => of,
  }),
  isAside: fc.boolean(),
  accepted: fc.option(fc.record({ code: fc.constantFrom("1", "2", null), run: number, isChanged: fc.boolean() })),
});

const history = fc.array(task, { minLength: 1, maxLength: 8 }).chain((tasks) =>
  fc
    .shuffledSubarray(
      Array.from({ length: RUNS }, (_, index) => index + 1),
      { minLength: tasks.length, maxLength: tasks.length },
    )
    .map((runs) => tasks.map((each, index) => ({ ...each, id: `task${index}`, run: runs[index] as number }))),
);

function write(tasks: typeof history extends fc.Arbitrary<infer T> ? T : never): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(MIGRATIONS.join(""));
  database.exec(
    "INSERT INTO runs (run_id, command, family, params, status, process, started_at) VALUES ('r', 'run', 'A', '{}', 'success', '', '')",
  );
  const taskRun = database.prepare(
    "INSERT INTO task_runs (id, run_id, task_id, family, params, status, attempts, outputs, made) VALUES (?, 'r', ?, ?, '{}', 'ran', 1, '[]', '[]')",
  );
  const made = database.prepare(
    "INSERT INTO made (task_id, task_run, family, code_hash, set_aside, accepted_code, accepted_outputs, accepted_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const input = database.prepare("INSERT INTO inputs (task_run, task_id, input_run) VALUES (?, ?, ?)");
  for (const { id, run, family, code, isAside, accepted } of tasks) {
    taskRun.run(run, id, family);
    const changed = accepted?.isChanged ? "[]" : null;
    made.run(id, run, family, code, isAside ? "then" : null, accepted?.code ?? null, changed, accepted?.run ?? null);
  }
  for (const { run, inputs } of tasks) for (const { of, run: read } of inputs) input.run(run, `task${of}`, read);
  return database;
}

test("SQLite's answer to what is stale is the same as that of the rules, whatever the history", () => {
  fc.assert(
    fc.property(history, (tasks) => {
      const database = write(tasks);
      const lineage = new Lineage(database);
      const code = new Map(["A", "B", "C"].map((family) => [family, "1"]));
      const byRules = findStale({ facts: lineage.facts(), code, wrappers: new Set(), stateOf: () => ({}) });
      const bySql = lineage.staleByHistory(code, new Set()) ?? [];
      expect(bySql.map(({ taskId }) => taskId).sort()).toEqual([...byRules.keys()].sort());
      database.close();
    }),
    { numRuns: 200 },
  );
});

test("what was made through a wrapper is left to the rules", () => {
  const step = { code: "1" as const, isAside: false, accepted: null };
  const database = write([
    { ...step, id: "task0", run: 1, family: "A", inputs: [] },
    { ...step, id: "task1", run: 2, family: "B", inputs: [{ of: 0, run: 1 }] },
  ]);
  const lineage = new Lineage(database);
  expect(lineage.staleByHistory(new Map([["B", "1"]]), new Set(["A"]))).toBeUndefined();
  expect(lineage.staleByHistory(new Map([["B", "1"]]), new Set(["C"]))).toEqual([]);
  database.close();
});
