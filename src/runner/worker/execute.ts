import { setAttempt } from "../../framework/context.ts";
import { flattenTasks, mapTasks } from "../../framework/structure.ts";
import type { Task } from "../../framework/task.ts";
import type { AttemptLog } from "./attempt-log.ts";
import { batchTask } from "./batch-task.ts";
import { checkComplete, checkOutputs } from "./check-outputs.ts";
import { callHooks } from "./hooks.ts";
import type { WorkerEvents } from "./worker-api.ts";

export interface AttemptContext {
  readonly log: Pick<AttemptLog, "line">;
  readonly tell: Pick<WorkerEvents, "progressed" | "messaged" | "tracked" | "warned">;
  readonly signal: AbortSignal;
  /** Has tasks made that a running task asks for; the task stands still meanwhile. */
  demand(tasks: readonly Task[]): Promise<void>;
}

/** Why a task failed: what was thrown, which may be anything. */
export interface Failure {
  readonly error: unknown;
}

/**
 * Makes a task, or several together in one `run()`, between two looks at the truth: what they require is there before,
 * what they promised is there after.
 *
 * @param tasks of one class; several are the same but for parameters with a `batchMethod`
 * @returns for each of them, why it failed; `undefined` where it did not
 */
export async function execute(
  tasks: readonly [Task, ...Task[]],
  context: AttemptContext,
): Promise<readonly (Failure | undefined)[]> {
  const { warned } = context.tell;
  try {
    const task = batchTask(tasks);
    surround(task, tasks, context);
    await checkComplete(tasks.flatMap((each) => flattenTasks(each.requires())));
    context.signal.throwIfAborted(); // from here on it is the task's to notice
    await callHooks("taskStarted", { task }, warned);
    await perform(task, tasks, context.demand);
  } catch (error) {
    for (const task of tasks) await callHooks("taskFailed", { task, error }, warned);
    const failure = { error };
    return tasks.map(() => failure);
  }
  const failures: (Failure | undefined)[] = [];
  for (const task of tasks) failures.push(await outcomeOf(task, warned));
  return failures;
}

async function outcomeOf(task: Task, warned: (message: string) => void): Promise<Failure | undefined> {
  try {
    await checkOutputs(task);
  } catch (error) {
    await callHooks("taskFailed", { task, error }, warned);
    return { error };
  }
  await callHooks("taskSucceeded", { task }, warned);
  return undefined;
}

/** Gives the task what it reaches inside `run()`, and its hooks as well. */
function surround(task: Task, batch: readonly Task[], { log, tell, signal }: AttemptContext): void {
  const attempt = {
    batch,
    signal,
    log: (text: string) => log.line(text),
    progress: (given: number) => {
      const fraction = Math.min(1, Math.max(0, given));
      tell.progressed(fraction);
      void callHooks("taskProgressed", { task, fraction }, tell.warned);
    },
    message: (text: string) => {
      log.line(text);
      tell.messaged(text);
      void callHooks("taskMessaged", { task, text }, tell.warned);
    },
    trackingUrl: (url: string) => {
      log.line(`Tracking URL: ${url}`);
      tell.tracked(url);
    },
  };
  for (const each of new Set([task, ...batch])) setAttempt(each, attempt);
}

/** A `run` that is a generator is given, for each `yield` of tasks, their outputs in the same shape, once they exist. */
async function perform(task: Task, batch: readonly Task[], demand: AttemptContext["demand"]): Promise<void> {
  const running: unknown = task.run();
  if (!isAsyncGenerator(running)) return running as Promise<void>;
  if (batch.length > 1) throw new Error("A run() that makes several tasks together can not ask for more with yield.");
  for (let step = await running.next(); !step.done; ) {
    const asked = step.value;
    await demand(flattenTasks(asked));
    await checkComplete(flattenTasks(asked));
    step = await running.next(mapTasks(asked, (required) => required.output()));
  }
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator<unknown, void, unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
