import path from "node:path";
import { flattenTargets, flattenTasks } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import { identityOf } from "../../framework/task-identity.ts";
import type { PlanAction, PlanSummary } from "../../protocol/plan.ts";
import { taskError } from "../worker/task-error.ts";
import type { PlannedRange, PlannedTask, PlanOutcome } from "../worker/worker-api.ts";
import { isJudgedByRequirements, judge, overrides } from "./completeness.ts";
import { inOrder, lendPriorities } from "./order.ts";
import { type PlanNode, PlanNodes } from "./plan-node.ts";

export interface PlanOptions {
  readonly range?: Omit<PlannedRange, "left">;
  /** How many of the incomplete roots to take; all when absent. */
  readonly limit?: number;
  /** Takes the plan's tasks in portions, in the order in which they would run. */
  tell(tasks: PlannedTask[]): void;
}

const PORTION = 1000;

/**
 * Works out what a run would do: asks each distinct task once whether it is complete, and looks below the incomplete
 * ones, level by level.
 *
 * @param roots what was asked for
 */
export async function planTasks(roots: readonly Task[], { range, limit, tell }: PlanOptions): Promise<PlanOutcome> {
  const nodes = new PlanNodes();
  let level = newNodes(nodes, roots);
  const asked = level.slice();
  await judge(level);
  const { taken, left } = limitTo(limit, asked);
  level = taken;
  while (level.length > 0) {
    const next = level.flatMap((node) => (isLookedBelow(node) ? expand(node, nodes) : []));
    await judge(next);
    level = next;
  }

  const ordered = inOrder(taken);
  judgeWrappers(ordered);
  lendPriorities(ordered);
  const warnings = nameOutputs(ordered);
  refuseSharedOutputs(ordered);

  const planned = await Promise.all(ordered.map(describe));
  for (let start = 0; start < planned.length; start += PORTION) tell(planned.slice(start, start + PORTION));
  return { summary: summarise(planned), warnings, range: range && { ...range, left } };
}

function newNodes(nodes: PlanNodes, tasks: readonly Task[]): PlanNode[] {
  return tasks.map((task) => nodes.of(task)).flatMap(({ node, isNew }) => (isNew ? [node] : []));
}

/** Of a limited backfill: the complete roots, and the first incomplete ones. */
function limitTo(limit: number | undefined, roots: readonly PlanNode[]): { taken: PlanNode[]; left: number } {
  let room = limit ?? Number.POSITIVE_INFINITY;
  const taken = roots.filter(({ complete }) => complete === true || room-- > 0);
  return { taken, left: roots.length - taken.length };
}

function isLookedBelow(node: PlanNode): boolean {
  return node.error === undefined && node.complete !== true && node.kind !== "external";
}

/** Asks for a node's requirements. @returns those that were not met before */
function expand(node: PlanNode, nodes: PlanNodes): PlanNode[] {
  try {
    node.priority = node.task.priority;
    const required = flattenTasks(node.task.requires()).map((task) => nodes.of(task));
    node.requires = [...new Set(required.map((found) => found.node))];
    return required.flatMap((found) => (found.isNew ? [found.node] : []));
  } catch (error) {
    node.error = error;
    return [];
  }
}

function judgeWrappers(ordered: readonly PlanNode[]): void {
  for (const node of ordered) {
    if (isJudgedByRequirements(node))
      node.complete ??= node.error === undefined && node.requires.every(({ complete }) => complete === true);
  }
}

/** Learns what the incomplete tasks' outputs are called. @returns warnings of tasks that have none */
function nameOutputs(ordered: readonly PlanNode[]): string[] {
  const warnings: string[] = [];
  for (const node of ordered) {
    if (node.complete || node.error !== undefined || node.kind === "wrapper") continue;
    try {
      const targets = flattenTargets(node.task.output());
      node.outputs = targets.flatMap((target) => targetName(target) ?? []);
      if (targets.length === 0 && !overrides(node.task, "complete"))
        warnings.push(`${node.task} has no output, so it is never complete: every run runs it again.`);
    } catch (error) {
      node.error = error;
    }
  }
  return warnings;
}

/** Two tasks that would write the same target would take each other's result for their own. */
function refuseSharedOutputs(ordered: readonly PlanNode[]): void {
  const owners = new Map<string, PlanNode>();
  for (const node of ordered) {
    for (const output of node.kind === "task" ? node.outputs : []) {
      const key = path.resolve(output);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, node);
      else if (owner !== node) {
        const error = new Error(
          `${owner.task} and ${node.task} both make ${output}. Let the output depend on every parameter that tells them apart.`,
        );
        owner.error ??= error;
        node.error ??= error;
      }
    }
  }
}

async function describe(node: PlanNode): Promise<PlannedTask> {
  const { task, taskId, requires, outputs, priority, error } = node;
  const { params, secrets } = identityOf(task);
  const action = actionOf(node);
  return {
    taskId,
    family: task.family,
    params,
    secrets,
    action,
    reason: await reasonOf(node, action),
    requires: action === "schedulingError" ? [] : requires.map((required) => required.taskId),
    outputs,
    priority,
    ...(error !== undefined && { error: taskError(error, process.cwd()) }),
  };
}

function actionOf({ error, complete, kind }: PlanNode): PlanAction {
  if (error !== undefined) return "schedulingError";
  if (complete) return "skip";
  return kind === "external" ? "waitForExternal" : "run";
}

async function reasonOf(node: PlanNode, action: PlanAction): Promise<string> {
  if (action === "schedulingError") return taskError(node.error, process.cwd()).message;
  if (action === "skip") return "complete";
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

function summarise(planned: readonly PlannedTask[]): PlanSummary {
  const count = (action: PlanAction) => planned.reduce((sum, task) => sum + (task.action === action ? 1 : 0), 0);
  return {
    complete: count("skip"),
    toRun: count("run"),
    missingExternal: count("waitForExternal"),
    schedulingErrors: count("schedulingError"),
  };
}
