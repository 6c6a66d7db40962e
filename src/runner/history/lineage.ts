import type { CodePiece } from "../../protocol/code-piece.ts";
import type { ObservedRequirements } from "../../protocol/observed-requirements.ts";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { TaskRef } from "../../protocol/run-event.ts";
import { fillWanted, type Surroundings } from "./fill-wanted.ts";
import type { HistoryDatabase } from "./history-database.ts";
import { type StaleByHistory, type StaleByHistoryQuestion, staleByHistory } from "./stale-by-history.ts";
import { withOwnTables } from "./with-own-tables.ts";

/** A task whose outputs were made by a run that the history knows, and have not been set aside since. */
export interface MadeTask extends TaskRef {
  /** Grows with time: the task run that made it. */
  readonly taskRun: number;
  readonly runId: string;
  /** When it was done: ISO 8601. */
  readonly madeAt: string;
  /** Of the code that made it; absent where it was not known. */
  readonly codeHash?: string;
  readonly outputs: readonly OutputFact[];
}

/** What a task was made of. */
export interface MadeInput {
  readonly taskId: string;
  /** The task run whose outputs were read; absent where no run is known to have made them. */
  readonly taskRun?: number | undefined;
}

/** Some tasks, as short as can be, since there may be very many. */
export interface MadeFacts {
  /** Ordered by task run, so that most of what a task was made of comes before it. */
  readonly tasks: readonly MadeFact[];
  /** By task run. */
  readonly inputs: ReadonlyMap<number, readonly MadeInput[]>;
}

export interface MadeFact {
  readonly taskId: string;
  readonly taskRun: number;
  readonly family: string;
  /** Of the code that made it, or that was accepted since. */
  readonly codeHash: string | undefined;
  /** Whatever was made up to this task run is no news to it; 0 where nothing was accepted. */
  readonly acceptedRun: number;
  /** Its outputs were changed by somebody else up to then, and accepted. */
  readonly isChanged: boolean;
  /** Its outputs are in the trash, or gone. */
  readonly isSetAside: boolean;
  /** {@link OutputFact}s as JSON: parsing all is most of the work. As they were made, or accepted. */
  readonly outputs: string;
}

const MADE = `
  SELECT made.task_id, made.task_run, made.family, made.code_hash, run_id, params, finished_at,
    coalesce(accepted_outputs, task_runs.made) AS outputs
  FROM made JOIN task_runs ON id = made.task_run`;

/** What was made by which code and of what, and what has become of it. */
export class Lineage {
  readonly #database: HistoryDatabase;

  constructor(database: HistoryDatabase) {
    this.#database = database;
  }

  /** @returns `undefined` for a task that no run is known to have made, or whose outputs were set aside */
  of(taskId: string): MadeTask | undefined {
    const row = this.#database.prepare(`${MADE} WHERE made.task_id = ? AND set_aside IS NULL`).get(taskId);
    return row && madeTask(row);
  }

  /** The same for many tasks. */
  allOf(taskIds: readonly string[]): (taskId: string) => MadeTask | undefined {
    const rows = this.#database
      .prepare(`${MADE} WHERE made.task_id IN (SELECT value FROM json_each(?)) AND set_aside IS NULL`)
      .all(JSON.stringify(taskIds));
    const byId = new Map(rows.map((row) => [row.task_id, row]));
    return (taskId) => {
      const row = byId.get(taskId);
      return row && madeTask(row);
    };
  }

  inputsOf(taskRun: number): MadeInput[] {
    const rows = this.#database.prepare("SELECT task_id, input_run FROM inputs WHERE task_run = ?").all(taskRun);
    return rows.map(({ task_id, input_run }) => ({
      taskId: String(task_id),
      ...(input_run !== null && { taskRun: Number(input_run) }),
    }));
  }

  /** All that was made of the outputs of some tasks, directly or not; what is made last comes first. */
  downstreamOf(taskIds: Iterable<string>): MadeTask[] {
    const users = this.#database.prepare(
      `SELECT made.task_id FROM inputs JOIN made USING (task_run) WHERE inputs.task_id = ? AND set_aside IS NULL`,
    );
    const given = new Set(taskIds);
    const reached = new Set(given);
    for (const taskId of reached) for (const { task_id } of users.all(taskId)) reached.add(String(task_id));
    return [...reached]
      .flatMap((taskId) => (given.has(taskId) ? [] : (this.of(taskId) ?? [])))
      .sort((a, b) => b.taskRun - a.taskRun);
  }

  /**
   * Everything that the history knows to have been made.
   *
   * @param around of some tasks alone, and of what they were made of; through wrappers, what these were made of
   */
  facts(around?: Surroundings): MadeFacts {
    return withOwnTables(() => this.#facts(around));
  }

  #facts(around: Surroundings | undefined): MadeFacts {
    if (around) fillWanted(this.#database, around);
    const tasks = this.#database
      .prepare(
        `SELECT made.task_id, made.task_run, made.family, coalesce(accepted_code, made.code_hash) AS code,
           coalesce(accepted_run, 0) AS accepted, set_aside IS NOT NULL AS is_aside,
           accepted_outputs IS NOT NULL AS is_changed,
           coalesce(accepted_outputs, task_runs.made, '[]') AS outputs
         FROM made JOIN task_runs ON id = made.task_run ${around ? "WHERE made.task_id IN (SELECT task_id FROM wanted_now)" : ""}
         ORDER BY made.task_run`,
      )
      .all()
      .map(
        (row): MadeFact => ({
          taskId: row.task_id as string,
          taskRun: row.task_run as number,
          family: row.family as string,
          codeHash: (row.code as string | null) ?? undefined,
          acceptedRun: row.accepted as number,
          isChanged: row.is_changed === 1,
          isSetAside: row.is_aside === 1,
          outputs: row.outputs as string,
        }),
      );
    const inputs = new Map<number, MadeInput[]>();
    const rows = this.#database
      .prepare(
        `SELECT inputs.task_run, inputs.task_id, input_run FROM inputs JOIN made USING (task_run)
         ${around ? "WHERE made.task_id IN (SELECT task_id FROM wanted_now WHERE is_asked = 1)" : ""}`,
      )
      .all();
    for (const { task_run, task_id, input_run } of rows) {
      const input = { taskId: task_id as string, taskRun: (input_run as number | null) ?? undefined };
      const known = inputs.get(task_run as number);
      if (known === undefined) inputs.set(task_run as number, [input]);
      else known.push(input);
    }
    return { tasks, inputs };
  }

  /** @returns see {@link staleByHistory} */
  staleByHistory(question: StaleByHistoryQuestion): StaleByHistory[] {
    return withOwnTables(() => staleByHistory(this.#database, question));
  }

  /** How many tasks have outputs that a run has made, as far as it is known. */
  madeCount(): number {
    return Number(this.#database.prepare("SELECT count(*) AS count FROM made").get()?.count);
  }

  /** What these are, for who wants to look at all of them: as {@link MadeFact} has them. */
  madeOutputs(): Pick<MadeFact, "taskId" | "outputs">[] {
    return this.#database
      .prepare(
        `SELECT made.task_id AS "taskId", coalesce(accepted_outputs, task_runs.made, '[]') AS outputs
         FROM made JOIN task_runs ON id = made.task_run WHERE set_aside IS NULL`,
      )
      .all() as unknown as Pick<MadeFact, "taskId" | "outputs">[];
  }

  /** The tasks of some classes whose outputs are there, as far as it is known. */
  ofFamily(family: string): MadeTask[] {
    const rows = this.#database.prepare(`${MADE} WHERE made.family = ? AND set_aside IS NULL`).all(family);
    return rows.map(madeTask);
  }

  /** The tasks that run now and read what these have made. */
  readersOf(taskIds: Iterable<string>): string[] {
    const readers = this.#database.prepare(
      `SELECT task_runs.task_id FROM inputs JOIN task_runs ON id = inputs.task_run
       WHERE inputs.task_id = ? AND task_runs.status = 'running'`,
    );
    return [...taskIds].flatMap((taskId) => readers.all(taskId).map((row) => String(row.task_id)));
  }

  /** Which classes have required which others, as far as that is known, and by which code. */
  observed(): ObservedRequirements[] {
    const runs = this.#database.prepare(
      `SELECT family, code_hash, count(*) AS runs FROM task_runs
       WHERE status = 'ran' AND code_hash IS NOT NULL GROUP BY family, code_hash ORDER BY min(id)`,
    );
    const required = this.#database.prepare(
      `SELECT task_runs.family AS family, task_runs.code_hash AS code_hash, required.family AS required,
         CASE WHEN required.family IS NULL THEN substr(inputs.task_id, 1, instr(inputs.task_id, '_') - 1) END AS start,
         count(DISTINCT inputs.task_run) AS runs
       FROM inputs JOIN task_runs ON id = inputs.task_run LEFT JOIN made AS required ON required.task_id = inputs.task_id
       WHERE task_runs.status = 'ran' AND task_runs.code_hash IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 3, 4`,
    );
    const byCode = Map.groupBy(required.all(), ({ family, code_hash }) => `${code_hash} ${family}`);
    return runs.all().map((row) => {
      const seen = byCode.get(`${row.code_hash} ${row.family}`) ?? [];
      const counts = (column: "required" | "start") =>
        Object.fromEntries(
          seen.flatMap((each) => (each[column] === null ? [] : [[String(each[column]), Number(each.runs)] as const])),
        );
      return {
        family: String(row.family),
        codeHash: String(row.code_hash),
        runs: Number(row.runs),
        required: counts("required"),
        unnamed: counts("start"),
      };
    });
  }

  /** The outputs of these tasks are no more, until a run makes them or they are brought back. */
  setAside(taskId: string, when: string): void {
    this.#database.prepare("UPDATE made SET set_aside = ? WHERE task_id = ?").run(when, taskId);
  }

  /** The outputs that a task run had made are there again. */
  bringBack(taskId: string, taskRun: number): void {
    this.#database
      .prepare(
        `UPDATE made SET set_aside = NULL, task_run = task_runs.id, code_hash = task_runs.code_hash
         FROM task_runs WHERE task_runs.id = ? AND made.task_id = ?`,
      )
      .run(taskRun, taskId);
  }

  /**
   * What a task has made counts as made today.
   *
   * @param codeHash of the code as it is
   * @param outputs as they are, where somebody else has changed them
   */
  accept(taskId: string, codeHash: string | undefined, outputs: readonly OutputFact[] | undefined): void {
    this.#database
      .prepare(
        `UPDATE made SET accepted_code = coalesce(?, accepted_code), accepted_outputs = coalesce(?, accepted_outputs),
           accepted_run = (SELECT max(id) FROM task_runs) WHERE task_id = ?`,
      )
      .run(codeHash ?? null, outputs === undefined ? null : JSON.stringify(outputs), taskId);
  }

  /** Of these, the codes whose pieces are not kept yet. */
  missingCode(hashes: Iterable<string>): Set<string> {
    const known = this.#database.prepare("SELECT 1 FROM codes WHERE code_hash = ?");
    return new Set([...hashes].filter((hash) => known.get(hash) === undefined));
  }

  keepCode(hash: string, pieces: readonly CodePiece[]): void {
    this.#database
      .prepare("INSERT INTO codes (code_hash, pieces, seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .run(hash, JSON.stringify(pieces), new Date().toISOString());
  }

  /** @returns `undefined` where they were not kept */
  codeOf(hash: string): readonly CodePiece[] | undefined {
    const row = this.#database.prepare("SELECT pieces FROM codes WHERE code_hash = ?").get(hash);
    return row && (JSON.parse(String(row.pieces)) as CodePiece[]);
  }
}

/** @param row of {@link MADE} */
export function madeTask(row: Record<string, unknown>): MadeTask {
  return {
    taskId: String(row.task_id),
    family: String(row.family),
    params: JSON.parse(String(row.params)) as Record<string, string>,
    taskRun: Number(row.task_run),
    runId: String(row.run_id),
    madeAt: String(row.finished_at),
    ...(row.code_hash !== null && { codeHash: String(row.code_hash) }),
    outputs: JSON.parse(String(row.outputs ?? "[]")) as OutputFact[],
  };
}
