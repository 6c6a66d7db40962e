import type { RunEvent, RunFinished, TaskResult } from "../../src/protocol/run-event.ts";
import { lines, pipewright } from "./command.ts";

/** A run of the real command, told by its events. */
export interface ToldRun {
  readonly exitCode: number | null;
  readonly events: readonly RunEvent[];
  readonly finished: RunFinished;
  readonly stderr: string;
  /** @returns how the family's task ended; the first, of several */
  result(family: string): TaskResult;
  /** @returns a status for each task of the family, in the plan's order */
  statuses(family: string): string[];
}

/**
 * Runs the real command with `--json` to its end.
 *
 * @param args `run` or `backfill` and what follows
 * @throws {Error} with what was written to stderr, if no event was told
 */
export async function runIn(folder: string, ...args: string[]): Promise<ToldRun> {
  const { exitCode, stdout, stderr } = await pipewright(folder, [...args, "--json"]);
  if (stdout === "") throw new Error(`The run ended with ${exitCode} before it began: ${stderr}`);
  const events = lines(stdout);
  const finished = events.at(-1) as RunFinished;
  const of = (family: string) => finished.tasks.filter((task) => task.family === family);
  return {
    exitCode,
    events,
    finished,
    stderr,
    result: (family) => of(family)[0] as TaskResult,
    statuses: (family) => of(family).map(({ status }) => status),
  };
}
