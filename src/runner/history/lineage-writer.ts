import type { SQLInputValue } from "node:sqlite";
import type { TaskFinished } from "../../protocol/run-event.ts";

/** Keeps what each task was made by and of, while a run's events are written. */
export class LineageWriter {
  readonly #run: (sql: string, values: readonly SQLInputValue[]) => void;
  /** By family. */
  #code: Readonly<Record<string, string>> = {};

  /** @param run executes a statement in the transaction of the caller's */
  constructor(run: (sql: string, values: readonly SQLInputValue[]) => void) {
    this.#run = run;
  }

  planned(code: Readonly<Record<string, string>>): void {
    this.#code = { ...this.#code, ...code };
  }

  /** An attempt begins: from now on what it requires is read as it is. */
  started(runId: string, taskId: string, requires: readonly string[]): void {
    for (const required of requires) this.#keepInput(runId, taskId, required);
  }

  /** A task has made its outputs. */
  made(runId: string, { taskId, family, made = [], asked = [] }: TaskFinished): void {
    for (const required of asked) this.#keepInput(runId, taskId, required);
    this.#run("UPDATE task_runs SET code_hash = ?, made = ? WHERE run_id = ? AND task_id = ?", [
      this.#code[family] ?? null,
      JSON.stringify(made),
      runId,
      taskId,
    ]);
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
      `INSERT OR REPLACE INTO inputs (task_run, task_id, input_run)
       SELECT id, ?, (SELECT task_run FROM made WHERE task_id = ?) FROM task_runs WHERE run_id = ? AND task_id = ?`,
      [required, required, runId, taskId],
    );
  }
}
