import type { HistoryDatabase } from "./history-database.ts";

export interface StaleByHistory {
  readonly taskId: string;
  readonly family: string;
  /** {@link OutputFact}s as JSON. */
  readonly outputs: string;
}

export interface StaleByHistoryQuestion {
  /** The code as it is now, by family; the families that make nothing themselves are not in it. */
  readonly code: ReadonlyMap<string, string>;
  /** These families. */
  readonly wrappers: ReadonlySet<string>;
  /** The tasks whose outputs somebody else has changed, as far as anybody has looked. */
  readonly changed: Iterable<string>;
}

/**
 * Which tasks are stale, as `findStale` tells it; asked of SQLite as one question, which takes a small part of the time
 * where there are very many. Whether their outputs are there has nobody asked.
 *
 * @returns in the order in which they were made
 */
export function staleByHistory(
  database: HistoryDatabase,
  { code, wrappers, changed }: StaleByHistoryQuestion,
): StaleByHistory[] {
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS code_now (family TEXT PRIMARY KEY, hash TEXT) WITHOUT ROWID; DELETE FROM code_now`,
  );
  const keep = database.prepare("INSERT INTO code_now SELECT key, value FROM json_each(?)");
  keep.run(JSON.stringify(Object.fromEntries(code)));
  const isThroughWrapper = wrappers.size > 0 && isWrapperRead(database, wrappers);
  if (isThroughWrapper) readThroughWrappers(database, wrappers);
  const inputs = isThroughWrapper ? "inputs_now" : "inputs";
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
           SELECT task_id FROM json_each(?) JOIN judged ON task_id = value
           UNION
           SELECT reader.task_id FROM judged AS reader
             JOIN ${inputs} AS inputs ON inputs.task_run = reader.task_run
             JOIN made AS source ON source.task_id = inputs.task_id
           WHERE source.task_run > max(coalesce(inputs.input_run, reader.task_run), reader.accepted)
             OR source.accepted_outputs IS NOT NULL AND source.accepted_run > max(reader.task_run, reader.accepted)
             OR source.set_aside IS NOT NULL AND source.task_run > reader.accepted
           UNION
           SELECT reader.task_id FROM stale
             JOIN ${inputs} AS inputs ON inputs.task_id = stale.task_id
             JOIN judged AS reader ON reader.task_run = inputs.task_run)
       SELECT made.task_id AS "taskId", made.family, coalesce(accepted_outputs, task_runs.made, '[]') AS outputs
       FROM stale JOIN made ON made.task_id = stale.task_id JOIN task_runs ON task_runs.id = made.task_run
       ORDER BY made.task_run`,
    )
    .all(JSON.stringify([...changed])) as unknown as StaleByHistory[];
}

function isWrapperRead(database: HistoryDatabase, wrappers: ReadonlySet<string>): boolean {
  const row = database
    .prepare(
      `SELECT EXISTS (
         SELECT 1 FROM made JOIN inputs ON inputs.task_id = made.task_id
         WHERE made.family IN (SELECT value FROM json_each(?))) AS is_read`,
    )
    .get(JSON.stringify([...wrappers]));
  return row?.is_read === 1;
}

/**
 * Fills `inputs_now`: the inputs, where in the place of a wrapper is what that was made of. Which making was read through
 * a wrapper is not kept; what is required directly as well counts as it was read.
 */
function readThroughWrappers(database: HistoryDatabase, wrappers: ReadonlySet<string>): void {
  database.exec(
    `CREATE TEMP TABLE IF NOT EXISTS inputs_now (
       task_run INTEGER, task_id TEXT, input_run INTEGER, PRIMARY KEY (task_run, task_id)) WITHOUT ROWID;
     CREATE INDEX IF NOT EXISTS temp.inputs_now_by_task ON inputs_now (task_id);
     DELETE FROM inputs_now`,
  );
  database
    .prepare(
      `INSERT INTO inputs_now
       WITH RECURSIVE
         wrapper (task_id, task_run) AS MATERIALIZED (
           SELECT task_id, task_run FROM made WHERE family IN (SELECT value FROM json_each(?))),
         reads (task_run, task_id, input_run, depth) AS (
           SELECT task_run, task_id, input_run, 0 FROM inputs
           UNION
           SELECT reads.task_run, source.task_id, NULL, 1
           FROM reads JOIN wrapper ON wrapper.task_id = reads.task_id JOIN inputs AS source ON source.task_run = wrapper.task_run)
       SELECT task_run, task_id, input_run FROM reads
       WHERE task_id NOT IN (SELECT task_id FROM wrapper) ORDER BY depth ON CONFLICT DO NOTHING`,
    )
    .run(JSON.stringify([...wrappers]));
}
