import type { Task } from "./task.ts";

/** What happens to tasks while they run, by name. */
export interface TaskEvents {
  /** An attempt has found what it requires, and is about to call `run()`. */
  taskStarted: { readonly task: Task };
  /** `run()` has ended and its outputs exist. */
  taskSucceeded: { readonly task: Task };
  /** An attempt has failed; it may get another one. */
  taskFailed: { readonly task: Task; readonly error: unknown };
  /** `fraction` is from 0 to 1. */
  taskProgressed: { readonly task: Task; readonly fraction: number };
  taskMessaged: { readonly task: Task; readonly text: string };
}

type Handler<E extends keyof TaskEvents> = (event: TaskEvents[E]) => void | Promise<void>;
type AnyHandler = (event: never) => void | Promise<void>;

// On a global symbol, so that it reaches every copy of this library that the process has loaded.
const HANDLERS = Symbol.for("pipewright.handlers");

function handlers(): Map<string, Set<AnyHandler>> {
  return ((globalThis as { [HANDLERS]?: Map<string, Set<AnyHandler>> })[HANDLERS] ??= new Map());
}

/** What concerns all tasks. */
export const pipewright = {
  /**
   * Has a function called when something happens to a task of any class, in the process where that task runs; a class of
   * its own has `onStart()`, `onSuccess()`, `onFailure()`, `onProgress()` and `onMessage()`. What it throws is a warning
   * of the run. It is waited for, other than those of progress and messages. An attempt whose process is killed, by its
   * timeout say, ends without a word to it; the history and a run's `notify` have it.
   *
   * @param event what to wait for
   * @param handler takes the task, which has its parameters as properties
   * @returns takes the handler away again
   * @example
   * pipewright.on("taskFailed", async ({ task, error }) => {
   *   await pager.alert(`${task}: ${error}`);
   * });
   * @see https://luigi.readthedocs.io/en/stable/tasks.html#events-and-callbacks for Luigi's event handlers
   */
  on<E extends keyof TaskEvents>(event: E, handler: Handler<E>): () => void {
    const all = handlers();
    const ours = all.get(event) ?? new Set();
    all.set(event, ours.add(handler));
    return () => void ours.delete(handler);
  },
};

/** The handlers of an event, in the order in which they were added. */
export function handlersOf<E extends keyof TaskEvents>(event: E): readonly Handler<E>[] {
  return [...(handlers().get(event) ?? [])] as Handler<E>[];
}
