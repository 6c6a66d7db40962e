import type { AnyTask, OutputOf } from "../framework/requirements.ts";
import type { Task } from "../framework/task.ts";
import { identityOf } from "../framework/task-identity.ts";
import { placeTasks } from "../runner/planning/place-tasks.ts";
import type { PlanNode } from "../runner/planning/plan-node.ts";
import { plannedTask } from "../runner/planning/planned-task.ts";
import { runStatus } from "../runner/run/run-status.ts";
import { Schedule } from "../runner/scheduling/schedule.ts";
import { unrun } from "../runner/scheduling/unrun.ts";
import { execute } from "../runner/worker/execute.ts";
import type { TaskClass } from "../runner/worker/task-module.ts";
import { RunFiles, type TestOptions } from "./test-files.ts";
import type { EndedTask, TestRun } from "./test-run.ts";

interface RunOptions extends TestOptions {
  /** Aborted: the run is cancelled. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a task and what it needs, one after the other in this process, by the rules of a real run: what is complete is
 * not run, a requirement that failed keeps what needs it from running, and an output that was promised has to exist.
 * Local targets live in memory. No history is kept, nothing is tried again, and the environment and the configuration
 * give no parameters.
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
  const { tasks, warnings } = await files.use(() => run(task as unknown as Task, options.signal));
  const byId = new Map(tasks.map((ended) => [ended.taskId, ended]));
  const outputOf = <O extends AnyTask>(wanted: O) =>
    files.use(() => (wanted as unknown as Task).output()) as OutputOf<O>;
  return {
    status: runStatus(tasks, options.signal?.aborted ?? false),
    tasks,
    warnings,
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

interface Ended {
  readonly tasks: readonly EndedTask[];
  readonly warnings: readonly string[];
}

async function run(root: Task, signal: AbortSignal = new AbortController().signal): Promise<Ended> {
  const placed = await placeTasks([root]);
  const warnings = [...placed.warnings];
  const planned = await Promise.all(placed.ordered.map(plannedTask));
  const nodes = new Map(placed.ordered.map((node) => [node.taskId, node]));
  const schedule = new Schedule(planned);
  const attempts = new Map<string, Attempted>();
  while (!signal.aborted) {
    const next = schedule.next();
    if (next === undefined) break;
    const attempted = await attempt(nodes.get(next.taskId) as PlanNode, signal, warnings);
    attempts.set(next.taskId, attempted);
    schedule.end(next.taskId, attempted.status);
  }

  const blocked = schedule.unstarted();
  const tasks = planned.map((task): EndedTask => {
    const { taskId, family, params } = task;
    const attempted = attempts.get(taskId);
    if (attempted !== undefined) return { taskId, family, params, ...attempted };
    const { status, blockedBy } = unrun(task, blocked, signal);
    return { taskId, family, params, status, blockedBy, error: nodes.get(taskId)?.error, log: [], progress: [] };
  });
  return { tasks, warnings };
}

type Attempted = Pick<EndedTask, "error" | "log" | "progress"> & { readonly status: "ran" | "failed" | "cancelled" };

async function attempt({ task }: PlanNode, signal: AbortSignal, warnings: string[]): Promise<Attempted> {
  const log: string[] = [];
  const progress: number[] = [];
  const tell = {
    progressed: (fraction: number) => void progress.push(fraction),
    warned: (message: string) => void warnings.push(message),
    messaged: () => {}, // the log has it too
    tracked: () => {},
  };
  try {
    await execute(again(task), { log: { line: (text) => void log.push(text) }, tell, signal });
    return { status: "ran", log, progress };
  } catch (error) {
    return { status: signal.aborted ? "cancelled" : "failed", error, log, progress };
  }
}

/** A worker makes the task anew from its parameters' text: what an instance remembers must not be needed. */
function again(task: Task): Task {
  const { params, secrets } = identityOf(task);
  return new (task.constructor as unknown as TaskClass)({ ...params, ...secrets });
}
