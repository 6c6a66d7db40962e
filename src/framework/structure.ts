import { TASK } from "./brand.ts";
import type { Target } from "./targets/target.ts";
import type { Task } from "./task.ts";

/** Is this a task of any copy of this library? */
export function isTask(value: unknown): value is Task {
  return typeof value === "object" && value !== null && (value as { [TASK]?: unknown })[TASK] === true;
}

function isTarget(value: unknown): value is Target {
  return typeof value === "object" && value !== null && typeof (value as Partial<Target>).exists === "function";
}

/**
 * The tasks that a `requires()` returned, in order.
 *
 * @throws TypeError when there is anything but tasks in it
 */
export function flattenTasks(requirements: unknown): Task[] {
  return flatten(requirements, isTask, "requires() must return tasks: nothing, one, an array or a record of them");
}

/**
 * The targets that an `output()` returned, in order.
 *
 * @throws TypeError when there is anything but targets in it
 */
export function flattenTargets(outputs: unknown): Target[] {
  return flatten(outputs, isTarget, "output() must return targets: nothing, one, an array or a record of them");
}

function flatten<T>(structure: unknown, isLeaf: (value: unknown) => value is T, rule: string): T[] {
  if (structure === undefined || structure === null) return [];
  if (isLeaf(structure)) return [structure];
  if (typeof structure !== "object") throw new TypeError(`${rule}, not ${String(structure)}.`);
  if (structure instanceof Promise) throw new TypeError(`${rule}; it can not be async.`);
  const parts = Array.isArray(structure) ? structure : isRecord(structure) ? Object.values(structure) : undefined;
  if (parts === undefined) throw new TypeError(`${rule}, not a ${structure.constructor.name}.`);
  return parts.flatMap((part) => flatten(part, isLeaf, rule));
}

/** The same structure with each task replaced by its outputs. */
export function mapTasks(requirements: unknown, of: (task: Task) => unknown): unknown {
  if (isTask(requirements)) return of(requirements);
  if (Array.isArray(requirements)) return requirements.map((part) => mapTasks(part, of));
  if (!isRecord(requirements)) return undefined;
  return Object.fromEntries(Object.entries(requirements).map(([name, part]) => [name, mapTasks(part, of)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
