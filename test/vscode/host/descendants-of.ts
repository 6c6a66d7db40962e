import { readdirSync } from "node:fs";
import { processOf, type RunningProcess } from "./process-of.ts";

/** The processes that came from one, and those that came from these; without it. */
export function descendantsOf(pid: number): RunningProcess[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = Map.groupBy(
    pids.flatMap((name) => processOf(Number(name)) ?? []),
    ({ parent }) => parent,
  );
  const below = (of: number): RunningProcess[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}
