import { readdirSync, readFileSync } from "node:fs";

/** The command lines of the processes that came from one, and of those that came from these; without it. */
export function descendantsOf(pid: number): string[] {
  const children = Map.groupBy(
    readdirSync("/proc").flatMap((name) => processOf(name) ?? []),
    ({ parent }) => parent,
  );
  const below = (of: number): string[] =>
    (children.get(of) ?? []).flatMap((child) => [child.command, ...below(child.pid)]);
  return below(pid);
}

function processOf(name: string): { pid: number; parent: number; command: string } | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  try {
    const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8")) ?? [];
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    // One that has ended and was not yet waited for has none.
    return command === "" ? undefined : { pid: Number(name), parent: Number(parent), command };
  } catch {
    return undefined; // ended meanwhile
  }
}
