import type { ObservedRequirements } from "./observed-requirements.ts";
import type { TaskClass, TaskEdge, TaskIndex } from "./task-index.ts";

/**
 * Adds what runs have shown to what the source tells: an edge that only they know, of a class that is chosen while its
 * task runs, say; and a mark on an edge that the source says is always there, where runs went without. What another
 * version of the code required does not count.
 *
 * @returns the index itself where runs and source say the same
 */
export function withObserved(index: TaskIndex, observed: readonly ObservedRequirements[]): TaskIndex {
  const ofCode = new Map(observed.map((seen) => [keyOf(seen.family, seen.codeHash), seen]));
  const seenOf = ({ family, codeHash }: TaskClass) => codeHash && ofCode.get(keyOf(family, codeHash));
  const seen = new Map(index.tasks.flatMap((task) => [[task.family, seenOf(task) || undefined] as const]));
  if (![...seen.values()].some(Boolean)) return index;
  const named = byStart(index.tasks);
  const told = new Set(index.edges.map(({ from, to }) => keyOf(from, to)));
  let isSame = true;
  const edges = index.edges.map((edge): TaskEdge => {
    const without = edge.confidence === "exact" ? withoutIt(edge, seen.get(edge.from)) : 0;
    if (without === 0) return edge;
    isSame = false;
    return { ...edge, notRequired: { runs: without, of: seen.get(edge.from)?.runs ?? without } };
  });
  for (const { family: from, file, line } of index.tasks) {
    for (const to of requiredBy(seen.get(from), named)) {
      if (!seen.has(to) || told.has(keyOf(from, to))) continue;
      told.add(keyOf(from, to));
      edges.push({ from, to, kind: "dynamic", mapping: {}, file, line, confidence: "dynamic", observed: true });
      isSame = false;
    }
  }
  return isSame ? index : { ...index, edges };
}

/** In how many runs something was not required; none where it may have been, and can not be told. */
function withoutIt({ to }: TaskEdge, seen: ObservedRequirements | undefined): number {
  if (seen === undefined) return 0;
  return Math.max(0, seen.runs - (seen.required[to] ?? 0) - (seen.unnamed[startOf(to)] ?? 0));
}

function requiredBy(seen: ObservedRequirements | undefined, named: ReadonlyMap<string, readonly string[]>): string[] {
  if (seen === undefined) return [];
  // How a name begins tells the class where only one of the project's begins so.
  const sure = Object.keys(seen.unnamed).flatMap((start) => {
    const families = named.get(start) ?? [];
    return families.length === 1 ? families : [];
  });
  return [...Object.keys(seen.required), ...sure];
}

function byStart(tasks: readonly TaskClass[]): Map<string, string[]> {
  const families = [...new Set(tasks.map(({ family }) => family))];
  return Map.groupBy(families, startOf);
}

/** As in a taskId, which is made of a family, the first parameters and a hash. */
function startOf(family: string): string {
  return family.replaceAll(/[^\w.-]/g, "_").split("_", 1)[0] ?? "";
}

function keyOf(...words: readonly string[]): string {
  return JSON.stringify(words);
}
