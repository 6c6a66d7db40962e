import type { Task } from "../framework/task.ts";
import { identityOf } from "../framework/task-identity.ts";
import { execute } from "../runner/worker/execute.ts";
import type { TaskClass } from "../runner/worker/task-module.ts";

/** The attempt came to its end, or stands still in the middle of `run()` until tasks that it asked for are made. */
export type Step = { readonly ended: "ran" | "failed" | "cancelled" } | { readonly asked: readonly Task[] };

export interface AttemptOptions {
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** One attempt at a task, in this process. */
export class Attempt {
  readonly log: string[] = [];
  readonly progress: number[] = [];
  /** What was thrown. */
  error: unknown;
  readonly #task: Task;
  readonly #options: AttemptOptions;
  #step = Promise.withResolvers<Step>();
  /** Present while it stands still. */
  #goOn: (() => void) | undefined;

  constructor(task: Task, options: AttemptOptions) {
    this.#task = task;
    this.#options = options;
  }

  /** Begins, or goes on where it stands. */
  step(): Promise<Step> {
    this.#step = Promise.withResolvers();
    if (this.#goOn === undefined) void this.#perform().then((ended) => this.#step.resolve({ ended }));
    else this.#goOn();
    return this.#step.promise;
  }

  async #perform(): Promise<"ran" | "failed" | "cancelled"> {
    const { signal, warn } = this.#options;
    const tell = {
      progressed: (fraction: number) => void this.progress.push(fraction),
      warned: warn,
      messaged: () => {}, // the log has it too
      tracked: () => {},
    };
    const [failure] = await execute([again(this.#task)], {
      log: { line: (text) => void this.log.push(text) },
      tell,
      signal,
      demand: (asked) => this.#standStill(asked),
    });
    if (failure === undefined) return "ran";
    this.error = failure.error;
    return signal.aborted ? "cancelled" : "failed";
  }

  async #standStill(asked: readonly Task[]): Promise<void> {
    const wait = Promise.withResolvers<void>();
    this.#goOn = wait.resolve;
    this.#step.resolve({ asked });
    await wait.promise;
    this.#goOn = undefined;
  }
}

/** A worker makes the task anew from its parameters' text: what an instance remembers must not be needed. */
function again(task: Task): Task {
  const { params, secrets } = identityOf(task);
  return new (task.constructor as unknown as TaskClass)({ ...params, ...secrets });
}
