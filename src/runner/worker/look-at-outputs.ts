import path from "node:path";
import { flattenTargets } from "../../framework/structure.ts";
import { isLocalFile, type Target, targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { TaskClass } from "./task-module.ts";

/** A task's outputs, and how each could be taken back. */
export interface OutputsOfTask {
  readonly taskId: string;
  readonly kind: TaskClass["kind"];
  readonly outputs: readonly FoundOutput[];
}

export interface FoundOutput {
  readonly name: string;
  readonly exists: boolean;
  /** Absolute; absent where it is no file of this machine's. */
  readonly file?: string;
  /** It has a `remove` of its own. */
  readonly canRemove: boolean;
  readonly size?: number;
  readonly modifiedMs?: number;
}

export async function lookAtOutputs(task: Task): Promise<OutputsOfTask> {
  const outputs: FoundOutput[] = [];
  for (const target of flattenTargets(task.output())) outputs.push(await look(target));
  return { taskId: identityOf(task).taskId, kind: (task.constructor as unknown as TaskClass).kind, outputs };
}

async function look(target: Target): Promise<FoundOutput> {
  const name = targetName(target) ?? target.constructor.name;
  return {
    name,
    exists: await target.exists(),
    ...(isLocalFile(target) && { file: path.resolve(name) }),
    canRemove: typeof target.remove === "function",
    ...(await target.stat?.()),
  };
}

/** Takes back what is not a file of this machine's, by each target's own `remove`. */
export async function removeOutputs(task: Task): Promise<void> {
  for (const target of flattenTargets(task.output())) if (!isLocalFile(target)) await target.remove?.();
}
