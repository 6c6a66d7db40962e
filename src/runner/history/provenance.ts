import type { CodePiece } from "../../protocol/code-piece.ts";
import type { Making, MakingInput } from "../../protocol/explanation.ts";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { HistoryDatabase } from "./history-database.ts";

/** What made the outputs that there are, one making at a time. */
export class Provenance {
  readonly #database: HistoryDatabase;

  constructor(database: HistoryDatabase) {
    this.#database = database;
  }

  /** The last making of a task. */
  ofTask(taskId: string): Making | undefined {
    const row = this.#database.prepare("SELECT task_run FROM made WHERE task_id = ?").get(taskId);
    return row && this.of(Number(row.task_run));
  }

  /** @param names what the output may be called: a path can be written in several ways */
  ofOutput(names: readonly string[]): Making | undefined {
    const row = this.#database
      .prepare(
        `SELECT made.task_run FROM made JOIN task_runs ON task_runs.id = made.task_run, json_each(task_runs.made) AS output
         WHERE output.value ->> 'name' IN (SELECT value FROM json_each(?)) ORDER BY set_aside IS NOT NULL, task_runs.id DESC LIMIT 1`,
      )
      .get(JSON.stringify(names));
    return row && this.of(Number(row.task_run));
  }

  /** The last makings of a class, the latest first. @param params text forms of some parameters */
  ofFamily(family: string, params: Readonly<Record<string, string>>): { taskId: string; taskRun: number }[] {
    return this.#database
      .prepare(
        `SELECT made.task_id, made.task_run FROM made JOIN task_runs ON id = made.task_run
         WHERE made.family = ? AND NOT EXISTS (
           SELECT 1 FROM json_each(?) AS asked WHERE NOT EXISTS (
             SELECT 1 FROM json_each(task_runs.params) AS given WHERE given.key = asked.key AND given.value = asked.value))
         ORDER BY made.task_run DESC`,
      )
      .all(family, JSON.stringify(params))
      .map((row) => ({ taskId: String(row.task_id), taskRun: Number(row.task_run) }));
  }

  /** @returns `undefined` where it made nothing, or is forgotten */
  of(taskRun: number): Making | undefined {
    const row = this.#database
      .prepare(
        `SELECT task_runs.*, runs.command, runs.family AS asked, runs.range, made.task_run AS current, made.set_aside,
           codes.pieces
         FROM task_runs JOIN runs USING (run_id)
           LEFT JOIN made ON made.task_id = task_runs.task_id
           LEFT JOIN codes ON codes.code_hash = task_runs.code_hash
         WHERE id = ? AND task_runs.status = 'ran'`,
      )
      .get(taskRun);
    if (row === undefined) return undefined;
    const isOld = row.current !== row.id;
    return {
      taskRun,
      taskId: String(row.task_id),
      family: String(row.family),
      params: JSON.parse(String(row.params)) as Record<string, string>,
      run: {
        runId: String(row.run_id),
        command: row.command as Making["run"]["command"],
        family: String(row.asked),
        ...(row.range !== null && { range: JSON.parse(String(row.range)) as Making["run"]["range"] }),
      },
      startedAt: String(row.started_at ?? row.finished_at),
      finishedAt: String(row.finished_at),
      durationMs: Number(row.duration_ms),
      attempts: Number(row.attempts),
      ...(row.log !== null && { log: String(row.log) }),
      ...(row.code_hash !== null && {
        code: { hash: String(row.code_hash), pieces: JSON.parse(String(row.pieces ?? "[]")) as CodePiece[] },
      }),
      outputs: JSON.parse(String(row.made ?? "[]")) as OutputFact[],
      inputs: this.#inputsOf(taskRun),
      isOld,
      ...(!isOld && row.set_aside !== null && { setAside: String(row.set_aside) }),
    };
  }

  #inputsOf(taskRun: number): MakingInput[] {
    return this.#database
      .prepare("SELECT task_id, input_run FROM inputs WHERE task_run = ? ORDER BY task_id")
      .all(taskRun)
      .map(({ task_id, input_run }) => ({
        taskId: String(task_id),
        ...(input_run !== null && { taskRun: Number(input_run) }),
      }));
  }
}
