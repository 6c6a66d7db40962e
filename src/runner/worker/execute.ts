import { setAttempt } from "../../framework/context.ts";
import { flattenTargets, flattenTasks, mapTasks } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import type { AttemptLog } from "./attempt-log.ts";
import type { WorkerEvents } from "./worker-api.ts";

export interface AttemptContext {
  readonly log: Pick<AttemptLog, "line">;
  readonly tell: Pick<WorkerEvents, "progressed" | "messaged" | "tracked" | "warned">;
  readonly signal: AbortSignal;
  /** Has tasks made that a running task asks for; the task stands still meanwhile. */
  demand(tasks: readonly Task[]): Promise<void>;
}

/**
 * Runs a task once, between two looks at the truth: what it requires is there before, what it promised is there after.
 *
 * @throws whatever the task throws, and Error when one of the two looks fails
 */
export async function execute(task: Task, { log, tell, signal, demand }: AttemptContext): Promise<void> {
  setAttempt(task, {
    log: (text) => log.line(text),
    progress: (fraction) => tell.progressed(Math.min(1, Math.max(0, fraction))),
    message: (text) => {
      log.line(text);
      tell.messaged(text);
    },
    trackingUrl: (url) => {
      log.line(`Tracking URL: ${url}`);
      tell.tracked(url);
    },
    signal,
  });
  try {
    await checkRequirements(task);
    signal.throwIfAborted(); // from here on it is the task's to notice
    await perform(task, demand);
    await checkOutputs(task);
  } catch (error) {
    await hook(tell, `${task}: onFailure() threw`, () => task.onFailure(error));
    throw error;
  }
  await hook(tell, `${task}: onSuccess() threw`, () => task.onSuccess());
}

/** A `run` that is a generator is given, for each `yield` of tasks, their outputs in the same shape, once they exist. */
async function perform(task: Task, demand: AttemptContext["demand"]): Promise<void> {
  const running: unknown = task.run();
  if (!isAsyncGenerator(running)) return running as Promise<void>;
  for (let step = await running.next(); !step.done; ) {
    const asked = step.value;
    await demand(flattenTasks(asked));
    await checkAsked(flattenTasks(asked));
    step = await running.next(mapTasks(asked, (required) => required.output()));
  }
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator<unknown, void, unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

async function checkRequirements(task: Task): Promise<void> {
  await checkAsked(flattenTasks(task.requires()));
}

async function checkAsked(asked: readonly Task[]): Promise<void> {
  const missing: string[] = [];
  for (const required of asked) {
    if (!(await required.complete()))
      missing.push(`  ${required}: ${(await missingTargets(required)).join(", ") || "not complete"}`);
  }
  if (missing.length > 0) throw new Error(`Unfulfilled requirement at run time:\n${missing.join("\n")}`);
}

async function checkOutputs(task: Task): Promise<void> {
  if (await task.complete()) return;
  const missing = await missingTargets(task);
  // A task without output is never complete; the plan has warned of it.
  if (missing.length === 0 && flattenTargets(task.output()).length === 0) return;
  const list = missing.length > 0 ? `these outputs do not exist: ${missing.join(", ")}` : "complete() still says no";
  throw new Error(`run() ended but ${list}.`);
}

async function missingTargets(task: Task): Promise<string[]> {
  const missing: string[] = [];
  for (const target of flattenTargets(task.output())) {
    if (!(await target.exists())) missing.push(targetName(target) ?? target.constructor.name);
  }
  return missing;
}

async function hook(tell: AttemptContext["tell"], what: string, call: () => void | Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    tell.warned(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
