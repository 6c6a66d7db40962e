import type { DatabaseSync } from "node:sqlite";

export interface StaleByHistory {
  readonly taskId: string;
  readonly family: string;
  /** {@link OutputFact}s as JSON. */
  readonly outputs: string;
}

/**
 * Which tasks are stale by what the history and the code say alone, as `findStale` tells it when no output has been looked
 * at; asked of SQLite as one question, which takes a small part of the time where there are very many.
 *
 * @param code by family; the families that make nothing themselves are not in it
 * @param wrappers these families
 * @returns `undefined` where something was made of what a wrapper requires: that question is not so simple
 */
export function staleByHistory(
  database: DatabaseSync,
  code: ReadonlyMap<string, string>,
  wrappers: ReadonlySet<string>,
): StaleByHistory[] | undefined {
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS code_now (family TEXT PRIMARY KEY, hash TEXT) WITHOUT ROWID; DELETE FROM code_now`,
  );
  const keep = database.prepare("INSERT INTO code_now SELECT key, value FROM json_each(?)");
  keep.run(JSON.stringify(Object.fromEntries(code)));
  if (wrappers.size > 0 && isWrapperRead(database, wrappers)) return undefined;
  return database
    .prepare(
      `WITH RECURSIVE
         judged AS NOT MATERIALIZED (
           SELECT task_id, task_run, coalesce(accepted_run, 0) AS accepted,
             coalesce(accepted_code, code_hash) AS made_by, hash
           FROM made JOIN code_now USING (family) WHERE set_aside IS NULL),
         stale (task_id) AS (
           SELECT task_id FROM judged WHERE made_by <> hash
           UNION
           SELECT user.task_id FROM judged AS user
             JOIN inputs ON inputs.task_run = user.task_run
             JOIN made AS source ON source.task_id = inputs.task_id
           WHERE source.task_run > max(coalesce(inputs.input_run, user.task_run), user.accepted)
             OR source.accepted_outputs IS NOT NULL AND source.accepted_run > max(user.task_run, user.accepted)
             OR source.set_aside IS NOT NULL AND source.task_run > user.accepted
           UNION
           SELECT user.task_id FROM stale
             JOIN inputs ON inputs.task_id = stale.task_id
             JOIN judged AS user ON user.task_run = inputs.task_run)
       SELECT made.task_id AS taskId, made.family, coalesce(accepted_outputs, task_runs.made, '[]') AS outputs
       FROM stale JOIN made ON made.task_id = stale.task_id JOIN task_runs ON task_runs.id = made.task_run`,
    )
    .all() as unknown as StaleByHistory[];
}

function isWrapperRead(database: DatabaseSync, wrappers: ReadonlySet<string>): boolean {
  const row = database
    .prepare(
      `SELECT EXISTS (
         SELECT 1 FROM made JOIN inputs ON inputs.task_id = made.task_id
         WHERE made.family IN (SELECT value FROM json_each(?))) AS is_read`,
    )
    .get(JSON.stringify([...wrappers]));
  return row?.is_read === 1;
}
