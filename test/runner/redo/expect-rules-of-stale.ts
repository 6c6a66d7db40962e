import fc from "fast-check";
import { expect } from "vitest";
import type { HistoryDatabase } from "../../../src/runner/history/history-database.ts";
import { inTransaction } from "../../../src/runner/history/in-transaction.ts";
import { Lineage } from "../../../src/runner/history/lineage.ts";
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

function write(database: HistoryDatabase, tasks: typeof history extends fc.Arbitrary<infer T> ? T : never): void {
  for (const table of ["inputs", "made", "task_runs", "runs"]) database.exec(`DELETE FROM ${table}`);
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
}

/** @param tables of a history, which are emptied */
export function expectRulesOfStale(database: HistoryDatabase, numRuns: number): void {
  fc.assert(
    fc.property(
      history,
      fc.subarray(["B", "C"]),
      fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
      (tasks, wrapperFamilies, changedTasks) => {
        inTransaction(database, () => write(database, tasks));
        const lineage = new Lineage(database);
        const wrappers = new Set(wrapperFamilies);
        const changed = new Set(changedTasks.map((at) => `task${at}`));
        const code = new Map(
          ["A", "B", "C"].flatMap((family) => (wrappers.has(family) ? [] : [[family, "1"] as const])),
        );
        const stateOf = ({ taskId }: { taskId: string }) => ({ changed: changed.has(taskId) ? "file" : undefined });
        const byRules = findStale({ facts: lineage.facts(), code, wrappers, stateOf });
        const bySql = lineage.staleByHistory({ code, wrappers, changed }).map(({ taskId }) => taskId);
        expect(bySql).toEqual([...byRules.keys()]);

        // Why one of them is, is told the same from what is next to it.
        for (const taskId of bySql) {
          const facts = lineage.facts({ taskIds: [taskId], wrappers });
          const causes = findStale({ facts, code, wrappers, stateOf, known: bySql }).get(taskId);
          expect(sorted(causes)).toEqual(sorted(byRules.get(taskId)));
        }
      },
    ),
    { numRuns },
  );
}

function sorted(causes: readonly object[] | undefined): string[] | undefined {
  return causes?.map((cause) => JSON.stringify(cause)).sort();
}
