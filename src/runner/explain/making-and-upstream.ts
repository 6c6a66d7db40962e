import type { Explanation, Making } from "../../protocol/explanation.ts";
import type { Provenance } from "../history/provenance.ts";

/** All that a making was made of, as it was when it was read: not as it may have been made again since. */
export function makingAndUpstream(
  making: Making,
  provenance: Pick<Provenance, "of">,
): Pick<Explanation, "making" | "upstream"> {
  const found = new Map<number, Making>();
  const seen = new Set([making.taskRun]);
  const open = [making];
  for (const { inputs } of open) {
    for (const { taskRun } of inputs) {
      if (taskRun === undefined || seen.has(taskRun)) continue;
      seen.add(taskRun);
      const input = provenance.of(taskRun);
      if (input === undefined) continue;
      found.set(taskRun, input);
      open.push(input);
    }
  }
  return { making, upstream: [...found.values()].toSorted((a, b) => a.taskRun - b.taskRun) };
}
