import { handlersOf, type TaskEvents } from "../../framework/events.ts";
import type { Task } from "../../framework/task.ts";

/** Takes word of a hook or a handler that threw. */
type Warn = (message: string) => void;

const METHOD = {
  taskStarted: "onStart",
  taskSucceeded: "onSuccess",
  taskFailed: "onFailure",
  taskProgressed: "onProgress",
  taskMessaged: "onMessage",
} as const satisfies Record<keyof TaskEvents, keyof Task>;

/** Calls the task's own hook for an event, then everybody's handlers, one after the other. What they throw is a warning. */
export async function callHooks<E extends keyof TaskEvents>(event: E, told: TaskEvents[E], warn: Warn): Promise<void> {
  const { task } = told;
  await guarded(`${task}: ${METHOD[event]}() threw`, () => ownHook(event, told), warn);
  for (const handler of handlersOf(event))
    await guarded(`${task}: a handler of "${event}" threw`, () => handler(told), warn);
}

function ownHook(event: keyof TaskEvents, told: TaskEvents[keyof TaskEvents]): void | Promise<void> {
  const { task } = told;
  switch (event) {
    case "taskStarted":
      return task.onStart();
    case "taskSucceeded":
      return task.onSuccess();
    case "taskFailed":
      return task.onFailure((told as TaskEvents["taskFailed"]).error);
    case "taskProgressed":
      return task.onProgress((told as TaskEvents["taskProgressed"]).fraction);
    case "taskMessaged":
      return task.onMessage((told as TaskEvents["taskMessaged"]).text);
  }
}

async function guarded(what: string, call: () => void | Promise<void>, warn: Warn): Promise<void> {
  try {
    await call();
  } catch (error) {
    warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
