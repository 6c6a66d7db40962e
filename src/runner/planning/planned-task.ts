import { flattenTargets } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { PlanAction } from "../../protocol/plan.ts";
import { taskError } from "../worker/task-error.ts";
import type { TaskClass } from "../worker/task-module.ts";
import type { PlannedTask } from "../worker/worker-api.ts";
import { isJudgedByRequirements, overrides } from "./completeness.ts";
import type { PlanNode } from "./plan-node.ts";

/** Tells what a run would do with a task that was placed, and why. */
export async function plannedTask(node: PlanNode): Promise<PlannedTask> {
  const { task, taskId, requires, outputs, priority, policy, again, error } = node;
  const { params, secrets } = identityOf(task);
  const action = actionOf(node);
  return {
    taskId,
    family: task.family,
    params,
    secrets,
    policy,
    action,
    reason: await reasonOf(node, action),
    requires: action === "schedulingError" ? [] : requires.map((required) => required.taskId),
    outputs,
    priority,
    ...(Object.keys(policy.resources).length > 0 && { resources: policy.resources }),
    ...(action === "run" && batchKeyOf(node)),
    ...(again && { again: true }),
    ...(action === "run" && mayAsk(task) && { mayAsk: true }),
    ...(node.localFiles.length > 0 && { localFiles: node.localFiles }),
    ...(error !== undefined && { error: taskError(error, process.cwd()) }),
  };
}

/** What tasks have in common that can be made together: all but the parameters with a `batchMethod`. */
function batchKeyOf({ task, policy, again }: PlanNode): Pick<PlannedTask, "batchKey"> {
  const { parameters } = task.constructor as unknown as TaskClass;
  const batched = Object.keys(parameters).filter((name) => parameters[name]?.batchMethod !== undefined);
  if (batched.length === 0 || policy.maxBatchSize === 1) return {};
  const { params, secrets } = identityOf(task);
  const rest = Object.entries({ ...params, ...secrets }).filter(([name]) => !batched.includes(name));
  return { batchKey: JSON.stringify([task.family, rest, again !== undefined]) };
}

/** What `yield`s is a generator, or gives one; a plain async function never is. */
function mayAsk({ run }: Task): boolean {
  return Object.prototype.toString.call(run) !== "[object AsyncFunction]";
}

function actionOf({ error, complete, kind }: PlanNode): PlanAction {
  if (error !== undefined) return "schedulingError";
  if (complete) return "skip";
  return kind === "external" ? "waitForExternal" : "run";
}

async function reasonOf(node: PlanNode, action: PlanAction): Promise<string> {
  if (action === "schedulingError") return taskError(node.error, process.cwd()).message;
  if (action === "skip") return "complete";
  if (node.again) return node.again === "stale" ? "stale" : "asked for again";
  if (isJudgedByRequirements(node)) return "something that it requires is not complete";
  const missing = overrides(node.task, "complete") ? undefined : await firstMissing(node.task);
  return missing === undefined ? "not complete" : `${missing} does not exist`;
}

async function firstMissing(task: Task): Promise<string | undefined> {
  const [only, ...others] = flattenTargets(task.output());
  if (only === undefined) return undefined;
  if (others.length === 0) return targetName(only);
  for (const target of [only, ...others]) if (!(await target.exists())) return targetName(target);
  return undefined;
}
