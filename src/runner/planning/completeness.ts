import type { Task } from "../../framework/task.ts";
import type { TaskClass } from "../worker/task-module.ts";
import type { PlanNode } from "./plan-node.ts";

/** How many are asked at once: enough for a slow disk or server, not enough to drown one. */
const AT_ONCE = 32;

/**
 * Finds out which tasks are complete, asking each once. A throw, or an answer that is no boolean, is kept as the node's
 * error. Wrappers are left out: what they require tells.
 */
export async function judge(nodes: readonly PlanNode[]): Promise<void> {
  const asked = nodes.filter((node) => !isJudgedByRequirements(node));
  const bulk = Map.groupBy(asked, ({ task }) => bulkClass(task));
  await Promise.all([...bulk].map(([Task, group]) => (Task ? judgeTogether(Task, group) : judgeEach(group))));
}

/** A wrapper that has not its own idea of completeness. */
export function isJudgedByRequirements({ kind, task }: PlanNode): boolean {
  return kind === "wrapper" && !overrides(task, "complete");
}

/** Does a class of the user's define this method, or is it the library's? The library's bases are the last with a `kind`. */
export function overrides(task: Task, method: "complete"): boolean {
  for (let prototype = Object.getPrototypeOf(task); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    if (Object.hasOwn(prototype.constructor, "kind")) return false;
    if (Object.hasOwn(prototype, method)) return true;
  }
  return false;
}

function bulkClass(task: Task): TaskClass | undefined {
  const Class = task.constructor as unknown as TaskClass;
  return typeof Class.bulkComplete === "function" ? Class : undefined;
}

async function judgeTogether(Task: TaskClass, nodes: readonly PlanNode[]): Promise<void> {
  try {
    const complete = new Set(await Task.bulkComplete?.(nodes.map(({ task }) => task)));
    for (const node of nodes) node.complete = complete.has(node.task);
  } catch (error) {
    for (const node of nodes) node.error = error;
  }
}

async function judgeEach(nodes: readonly PlanNode[]): Promise<void> {
  const rest = nodes.values();
  const judgeRest = async () => {
    for (const node of rest) await judgeOne(node);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, nodes.length) }, judgeRest));
}

async function judgeOne(node: PlanNode): Promise<void> {
  try {
    const answer: unknown = await node.task.complete();
    if (typeof answer !== "boolean")
      throw new TypeError(`complete() must answer true or false, not ${String(answer)}.`);
    node.complete = answer;
  } catch (error) {
    node.error = error;
  }
}
