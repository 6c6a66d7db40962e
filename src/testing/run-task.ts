import type { AnyTask, OutputOf } from "../framework/requirements.ts";
import type { Task } from "../framework/task.ts";
import { identityOf } from "../framework/task-identity.ts";
import { runStatus } from "../runner/run/run-status.ts";
import { InProcessRun } from "./in-process-run.ts";
import { atTime } from "./test-clock.ts";
import { RunFiles, type TestOptions } from "./test-files.ts";
import type { TestRun } from "./test-run.ts";

interface RunOptions extends TestOptions {
  /** Aborted: the run is cancelled. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a task and what it needs, one after the other in this process, by the rules of a real run: what is complete is
 * not run, a requirement that failed keeps what needs it from running, and an output that was promised has to exist.
 * Local targets live in memory. What fails is tried again as its class says, without the wait. No history is kept, and the
 * environment and the configuration give no parameters.
 *
 * It does not throw when a task fails: the result tells.
 *
 * @param task what is asked for
 * @example
 * const run = await runTask(new Total({ date: "2026-11-24" }), { files: { "inbox/2026-11-24.csv": "1\n2\n" } });
 * expect(run.status).toBe("success");
 * expect(await run.output.read()).toBe("3");
 */
export async function runTask<T extends AnyTask>(task: T, options: RunOptions = {}): Promise<TestRun<T>> {
  const files = new RunFiles(options);
  const { signal = new AbortController().signal } = options;
  const run = new InProcessRun(signal);
  const tasks = await atTime(options.now, () => files.use(() => run.toEnd(task as unknown as Task)));
  const byId = new Map(tasks.map((ended) => [ended.taskId, ended]));
  const outputOf = <O extends AnyTask>(wanted: O) =>
    files.use(() => (wanted as unknown as Task).output()) as OutputOf<O>;
  return {
    status: runStatus(tasks, signal.aborted),
    tasks,
    warnings: run.warnings,
    output: outputOf(task),
    files: files.contents(),
    outputOf,
    of: (wanted) => {
      const found = byId.get(identityOf(wanted as Task).taskId);
      if (found === undefined) throw new Error(`${wanted} was no part of the run: nothing that had to run needed it.`);
      return found;
    },
  };
}
