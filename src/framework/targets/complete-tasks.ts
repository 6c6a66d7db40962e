import { flattenTargets } from "../structure.ts";
import type { Task } from "../task.ts";
import type { Target } from "./target.ts";

/**
 * Finds out which tasks are complete, with few questions: targets of the same kind and place are asked together, where
 * they can be. It is made to be a task's `bulkComplete`.
 *
 * @example static bulkComplete = completeTasks;
 */
export async function completeTasks<T extends Task>(tasks: readonly T[]): Promise<T[]> {
  const targetsOf = new Map(tasks.map((task) => [task, flattenTargets(task.output())]));
  const existing = await findExisting([...targetsOf.values()].flat());
  return tasks.filter((task) => {
    const targets = targetsOf.get(task) ?? [];
    return targets.length > 0 && targets.every((target) => existing.has(target));
  });
}

async function findExisting(targets: readonly Target[]): Promise<Set<Target>> {
  const existing = new Set<Target>();
  const groups = new Map<unknown, Target[]>();
  for (const target of targets) {
    // The method itself, which targets of one class share.
    const key = target.existsTogether;
    if (key === undefined) {
      if (await target.exists()) existing.add(target);
    } else {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [target]);
      else group.push(target);
    }
  }
  for (const group of groups.values())
    for (const target of (await group[0]?.existsTogether?.(group)) ?? []) existing.add(target);
  return existing;
}
