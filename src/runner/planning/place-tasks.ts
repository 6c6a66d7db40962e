import path from "node:path";
import { policyOf } from "../../framework/run-policy.ts";
import { flattenTargets, flattenTasks } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import { isJudgedByRequirements, judge, overrides } from "./completeness.ts";
import { inOrder, lendPriorities } from "./order.ts";
import { type PlanNode, PlanNodes } from "./plan-node.ts";

/** The tasks of a run, judged. */
export interface PlacedTasks {
  /** In the order in which they would run one after the other. */
  readonly ordered: readonly PlanNode[];
  readonly warnings: readonly string[];
  /** How many incomplete roots the limit left out. */
  readonly left: number;
}

/**
 * Asks each distinct task once whether it is complete, and looks below the incomplete ones, level by level.
 *
 * @param roots what was asked for
 * @param limit how many of the incomplete roots to take; all when absent
 */
export async function placeTasks(roots: readonly Task[], limit?: number): Promise<PlacedTasks> {
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
  return { ordered, warnings, left };
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
    node.policy = policyOf(node.task);
    node.priority = node.policy.priority;
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
