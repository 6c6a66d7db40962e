import type { TaskFinished, TaskResult } from "../../protocol/run-event.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import type { UntimedEvent } from "./untimed-event.ts";

/** How the tasks of a run ended, one result for each. */
export class TaskResults {
  readonly #byId = new Map<string, TaskResult>();
  readonly #emit: (event: UntimedEvent) => void;

  constructor(emit: (event: UntimedEvent) => void) {
    this.#emit = emit;
  }

  has(taskId: string): boolean {
    return this.#byId.has(taskId);
  }

  /** @param traces what only the event tells, not the run's result */
  add(
    { taskId, family, params }: PlannedTask,
    result: Omit<TaskResult, "taskId" | "family" | "params">,
    traces: Pick<TaskFinished, "made" | "asked"> = {},
  ): void {
    const finished = { taskId, family, params, ...result };
    this.#byId.set(taskId, finished);
    // What was complete from the start ended in the plan.
    if (result.status !== "alreadyComplete" || result.attempts > 0)
      this.#emit({ event: "taskFinished", ...finished, ...traces });
  }

  /** @param taskIds of tasks that have ended, in the order wanted */
  of(taskIds: Iterable<string>): TaskResult[] {
    return Array.from(taskIds, (taskId) => this.#byId.get(taskId) as TaskResult);
  }
}
