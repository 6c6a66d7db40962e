import type { TaskFinished } from "../../protocol/run-event.ts";
import type { HistoryValue } from "./history-database.ts";

/** Keeps what each task was made by and of, while a run's events are written. */
export class LineageWriter {
  readonly #run: (sql: string, values: readonly HistoryValue[]) => void;
  /** By family. */
  #code: Readonly<Record<string, string>> = {};

  /** @param run executes a statement in the transaction of the caller's */
  constructor(run: (sql: string, values: readonly HistoryValue[]) => void) {
    this.#run = run;
  }

  planned(code: Readonly<Record<string, string>>): void {
    this.#code = { ...this.#code, ...code };
  }

  /**
   * Tasks were found complete. What the history takes for set aside is there again then: made by a run that died before it
   * told of it, or put back by somebody. Whoever reads it now reads that.
   */
  complete(taskIds: Iterable<string>): void {
    const again = JSON.stringify([...taskIds]);
    if (again === "[]") return;
    this.#run(
      `UPDATE made SET task_run = task_runs.id, code_hash = task_runs.code_hash,
         accepted_code = NULL, accepted_outputs = NULL, accepted_run = NULL
       FROM latest JOIN task_runs ON task_runs.id = latest.task_run
       WHERE made.set_aside IS NOT NULL AND made.task_id IN (SELECT value FROM json_each(?))
         AND latest.task_id = made.task_id AND latest.status = 'crashed' AND latest.task_run > made.task_run`,
      [again],
    );
    this.#run(
      "UPDATE made SET set_aside = NULL WHERE set_aside IS NOT NULL AND task_id IN (SELECT value FROM json_each(?))",
      [again],
    );
  }

  /** The code of a family's tasks, where it is known. */
  codeOf(family: string): string | undefined {
    return this.#code[family];
  }

  /** An attempt begins: from now on what it requires is read as it is. */
  started(runId: string, taskId: string, requires: readonly string[]): void {
    for (const required of requires) this.#keepInput(runId, taskId, required);
  }

  /** A task has made its outputs. */
  made(runId: string, { taskId, made = [], asked = [] }: TaskFinished): void {
    for (const required of asked) this.#keepInput(runId, taskId, required);
    this.#run("UPDATE task_runs SET made = ? WHERE run_id = ? AND task_id = ?", [JSON.stringify(made), runId, taskId]);
    this.#run(
      `INSERT INTO made (task_id, task_run, family, code_hash)
       SELECT task_id, id, family, code_hash FROM task_runs WHERE run_id = ? AND task_id = ?
       ON CONFLICT (task_id) DO UPDATE SET task_run = excluded.task_run, code_hash = excluded.code_hash,
         set_aside = NULL, accepted_code = NULL, accepted_outputs = NULL, accepted_run = NULL`,
      [runId, taskId],
    );
  }

  /** The latest attempt's reading counts. What no run is known to have made, nobody can tell the age of. */
  #keepInput(runId: string, taskId: string, required: string): void {
    this.#run(
      `INSERT INTO inputs (task_run, task_id, input_run)
       SELECT id, ?, (SELECT task_run FROM made WHERE task_id = ?) FROM task_runs WHERE run_id = ? AND task_id = ?
       ON CONFLICT (task_run, task_id) DO UPDATE SET input_run = excluded.input_run`,
      [required, required, runId, taskId],
    );
  }
}
