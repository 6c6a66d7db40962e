import { DEFAULT_POLICY, type RunPolicy } from "../../framework/run-policy.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { TaskClass } from "../worker/task-module.ts";

/** A task in the making of a plan. */
export interface PlanNode {
  readonly task: Task;
  readonly taskId: string;
  readonly kind: "task" | "external" | "wrapper";
  /** Not known yet while `undefined`. */
  complete?: boolean;
  /** Is made although it was complete, and why. */
  again?: "asked" | "stale";
  requires: PlanNode[];
  /** With what is lent to it. */
  priority: number;
  policy: RunPolicy;
  outputs: string[];
  /** Those of them that are files of this machine. */
  localFiles: string[];
  /** Why it can not be placed. */
  error?: unknown;
}

/** The distinct tasks of a plan: asked for a second time, a task gives the node that it has. */
export class PlanNodes {
  readonly #byId = new Map<string, PlanNode>();

  get size(): number {
    return this.#byId.size;
  }

  /** @returns the task's node, and whether it is new */
  of(task: Task): { node: PlanNode; isNew: boolean } {
    const { taskId } = identityOf(task);
    const known = this.#byId.get(taskId);
    if (known !== undefined) return { node: known, isNew: false };
    const { kind } = task.constructor as unknown as TaskClass;
    const node: PlanNode = {
      task,
      taskId,
      kind,
      requires: [],
      priority: 0,
      policy: DEFAULT_POLICY,
      outputs: [],
      localFiles: [],
    };
    this.#byId.set(taskId, node);
    return { node, isNew: true };
  }
}
