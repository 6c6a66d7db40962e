import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { TaskIndex } from "../../../src/protocol/task-index.ts";
import { Lineage } from "../../../src/runner/history/lineage.ts";
import { MIGRATIONS } from "../../../src/runner/history/schema.ts";
import { staleNow } from "../../../src/runner/redo/stale-now.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();
const INDEX = { tasks: [{ family: "Old", kind: "task", codeHash: "2" }] } as unknown as Pick<TaskIndex, "tasks">;

/** So many tasks of a class whose code has changed, each with a file; every fifth as the code of now has made it. */
function history(count: number, root: string): Lineage {
  const database = new DatabaseSync(":memory:");
  database.exec(MIGRATIONS.join(""));
  database.exec(`
    INSERT INTO runs (run_id, command, family, params, status, process, started_at) VALUES ('r', 'run', 'A', '{}', 'success', '', '');
    CREATE TEMP TABLE numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n;
    INSERT INTO task_runs (id, run_id, task_id, family, params, status, attempts, outputs, made)
      SELECT i, 'r', 'Old_' || i, 'Old', '{}', 'ran', 1, '[]',
        '[{"name":"out/' || (i % 3) || '/' || i || '","local":true,"size":1,"modifiedMs":1000}]' FROM numbers;
    INSERT INTO made (task_id, task_run, family, code_hash) SELECT 'Old_' || i, i, 'Old', iif(i % 5, '1', '2') FROM numbers`);
  for (const folder of [0, 1, 2]) mkdirSync(path.join(root, "out", String(folder)), { recursive: true });
  return new Lineage(database);
}

test("of very many outputs the quick answer asks for those that are stale anyway, and leaves out what is missing", () => {
  const root = folders();
  const lineage = history(20_001, root);
  for (const number of [1, 2, 5, 7]) writeFileSync(path.join(root, "out", String(number % 3), String(number)), "ab");
  const ids = ["Old_1", "Old_2", "Old_7"];
  const quick = staleNow({ lineage }, INDEX, { root }, { isQuick: true });
  expect(quick.tasks.map(({ taskId }) => taskId)).toEqual(ids);
  expect(quick.changed.size).toBe(0);
  // The whole answer finds the one that somebody has made longer, too.
  const whole = staleNow({ lineage }, INDEX, { root });
  expect(whole.tasks.map(({ taskId }) => taskId)).toEqual(["Old_1", "Old_2", "Old_5", "Old_7"]);
  expect(whole.changed.get("Old_5")).toBe("out/2/5");
});

test("of few outputs the quick answer is the whole one", () => {
  const root = folders();
  const lineage = history(5, root);
  writeFileSync(path.join(root, "out/2/5"), "ab");
  const { tasks, changed } = staleNow({ lineage }, INDEX, { root }, { isQuick: true });
  expect(tasks.map(({ taskId }) => taskId)).toEqual(["Old_5"]);
  expect([...changed.keys()]).toEqual(["Old_5"]);
});
