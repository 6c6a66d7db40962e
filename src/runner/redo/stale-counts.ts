import type { StaleNow } from "./stale-now.ts";

/** How many complete tasks of each family are stale. */
export function staleCounts({ tasks }: Pick<StaleNow, "tasks">): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { family } of tasks) counts.set(family, (counts.get(family) ?? 0) + 1);
  return counts;
}
