import type { HistoryDatabase } from "./history-database.ts";

/** Which tasks are meant. */
export interface Surroundings {
  readonly taskIds: readonly string[];
  readonly wrappers: ReadonlySet<string>;
}

/** Fills `wanted_now`: these tasks, what they were made of and, where that is a wrapper, what it was made of. */
export function fillWanted(database: HistoryDatabase, { taskIds, wrappers }: Surroundings): void {
  database.exec(
    "CREATE TEMP TABLE IF NOT EXISTS wanted_now (task_id TEXT PRIMARY KEY, is_asked INTEGER) WITHOUT ROWID; DELETE FROM wanted_now",
  );
  database
    .prepare(
      `INSERT INTO wanted_now
       WITH RECURSIVE wanted (task_id, is_asked) AS (
         SELECT task_id, 1 FROM made WHERE task_id IN (SELECT value FROM json_each(?))
         UNION
         SELECT source.task_id, CASE WHEN source.family IN (SELECT value FROM json_each(?)) THEN 1 ELSE 0 END
         FROM wanted JOIN made AS reader ON reader.task_id = wanted.task_id
           JOIN inputs ON inputs.task_run = reader.task_run JOIN made AS source ON source.task_id = inputs.task_id
         WHERE wanted.is_asked = 1)
       SELECT task_id, max(is_asked) FROM wanted GROUP BY task_id`,
    )
    .run(JSON.stringify(taskIds), JSON.stringify([...wrappers]));
}
