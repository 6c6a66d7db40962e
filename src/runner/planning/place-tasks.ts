import path from "node:path";
import { policyOf, type RunPolicy } from "../../framework/run-policy.ts";
import { flattenTargets, flattenTasks } from "../../framework/structure.ts";
import { targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import { isJudgedByRequirements, judge, overrides } from "./completeness.ts";
import { inOrder, lendPriorities } from "./order.ts";
import { type PlanNode, PlanNodes } from "./plan-node.ts";
import { RequestError } from "./request-error.ts";

/** The tasks of a run, judged. */
export interface PlacedTasks {
  /** In the order in which they would run one after the other. */
  readonly ordered: readonly PlanNode[];
  readonly warnings: readonly string[];
  /** How many incomplete roots the limit left out. */
  readonly left: number;
}

export interface PlaceOptions {
  /** How many of the incomplete roots to take; all when absent. */
  readonly limit?: number;
  /** Looks below complete tasks too. */
  readonly deep?: boolean;
  /** Makes the roots again, complete or not. */
  readonly force?: boolean;
  /** Which of some tasks are made again wherever they are met, complete or not: they are stale. None when absent. */
  readonly staleAmong?: StaleAmong;
  /** Makes nothing that the roots require: that has to be complete. */
  readonly alone?: boolean;
  /** How much there is of each resource, 1 of one that is not named; not looked at when absent. */
  readonly resources?: Readonly<Record<string, number>>;
}

/** Takes taskIds, and answers with those of them that are meant. */
export type StaleAmong = (taskIds: string[]) => readonly string[] | Promise<readonly string[]>;

/**
 * Asks each distinct task once whether it is complete, and looks below the incomplete ones, level by level.
 *
 * @param roots what was asked for
 * @throws RequestError when the roots are to be made alone, and something that they require is not complete
 */
export async function placeTasks(roots: readonly Task[], options: PlaceOptions = {}): Promise<PlacedTasks> {
  const { limit, deep = false, force = false, alone = false, staleAmong, resources } = options;
  const nodes = new PlanNodes();
  let level = newNodes(nodes, roots);
  const asked = level.slice();
  await judge(level);
  if (force) makeAgain(asked, "asked");
  await makeStaleAgain(asked, staleAmong);
  const { taken, left } = limitTo(limit, asked);
  level = taken;
  while (level.length > 0) {
    const next = level.flatMap((node) => (isLookedBelow(node, deep) ? expand(node, nodes, resources) : []));
    await judge(next);
    await makeStaleAgain(next, staleAmong);
    level = next;
  }

  const ordered = inOrder(taken);
  judgeWrappers(ordered);
  if (alone) refuseMore(taken);
  lendPriorities(ordered);
  const warnings = nameOutputs(ordered);
  refuseSharedOutputs(ordered);
  return { ordered, warnings, left };
}

function newNodes(nodes: PlanNodes, tasks: readonly Task[]): PlanNode[] {
  return tasks.map((task) => nodes.of(task)).flatMap(({ node, isNew }) => (isNew ? [node] : []));
}

/** Wrappers make nothing, and what comes from outside can not be made. */
function canBeMadeAgain({ kind, complete }: PlanNode): boolean {
  return kind === "task" && complete === true;
}

function makeAgain(nodes: readonly PlanNode[], why: NonNullable<PlanNode["again"]>): void {
  for (const node of nodes.filter(canBeMadeAgain)) {
    node.complete = false;
    node.again = why;
  }
}

async function makeStaleAgain(nodes: readonly PlanNode[], staleAmong: StaleAmong | undefined): Promise<void> {
  const complete = staleAmong ? nodes.filter(canBeMadeAgain) : [];
  if (staleAmong === undefined || complete.length === 0) return;
  const stale = new Set(await staleAmong(complete.map(({ taskId }) => taskId)));
  makeAgain(
    complete.filter(({ taskId }) => stale.has(taskId)),
    "stale",
  );
}

function refuseMore(roots: readonly PlanNode[]): void {
  for (const { task, complete, requires } of roots) {
    const missing = complete ? undefined : requires.find((required) => required.complete !== true);
    if (missing !== undefined)
      throw new RequestError(
        `${task} requires ${missing.task}, which is not complete. Run that first, or run both together: without --no-upstream.`,
      );
  }
}

/** Of a limited backfill: the complete roots, and the first incomplete ones. */
function limitTo(limit: number | undefined, roots: readonly PlanNode[]): { taken: PlanNode[]; left: number } {
  let room = limit ?? Number.POSITIVE_INFINITY;
  const taken = roots.filter(({ complete }) => complete === true || room-- > 0);
  return { taken, left: roots.length - taken.length };
}

function isLookedBelow(node: PlanNode, deep: boolean): boolean {
  return node.error === undefined && (deep || node.complete !== true) && node.kind !== "external";
}

/** Asks for a node's requirements. @returns those that were not met before */
function expand(node: PlanNode, nodes: PlanNodes, limits: PlaceOptions["resources"]): PlanNode[] {
  try {
    node.policy = policyOf(node.task);
    node.priority = node.policy.priority;
    if (limits !== undefined) checkResources(node.policy.resources, limits);
    const required = flattenTasks(node.task.requires()).map((task) => nodes.of(task));
    node.requires = [...new Set(required.map((found) => found.node))];
    return required.flatMap((found) => (found.isNew ? [found.node] : []));
  } catch (error) {
    node.error = error;
    return [];
  }
}

/** @throws Error when a task wants more than there is: it would wait for ever */
function checkResources(wanted: RunPolicy["resources"], limits: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(wanted)) {
    const limit = limits[name] ?? 1;
    if (amount > limit)
      throw new Error(
        `It uses ${amount} of the resource "${name}", and there is ${limit}. Use less, or raise "resources" in pipewright.config.json: { "${name}": ${amount} }.`,
      );
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
      node.localFiles = targets.flatMap((target) => (target.isLocal && targetName(target)) || []);
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
