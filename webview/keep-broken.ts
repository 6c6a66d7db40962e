import type { Problem, TaskIndex } from "../src/protocol/task-index.ts";

/**
 * While a file is being typed in, it can not always be read: the classes that were in it when it last could be stay, with
 * what they require, so that the graph does not fall apart at every key.
 *
 * @param before what was shown until now
 */
export function keepBroken(before: TaskIndex, now: TaskIndex): TaskIndex {
  const broken = brokenFiles(now);
  if (broken.size === 0) return now;
  const there = new Set(now.tasks.map(({ family }) => family));
  const lost = before.tasks.filter(({ family, file }) => broken.has(file) && !there.has(family));
  if (lost.length === 0) return now;
  const kept = new Set(lost.map(({ family }) => family));
  const shown = new Set([...there, ...kept]);
  const edges = before.edges.filter(
    ({ from, to }) => (kept.has(from) && shown.has(to)) || (kept.has(to) && shown.has(from)),
  );
  const told = new Set(now.edges.map(({ from, to }) => JSON.stringify([from, to])));
  const missing = edges.filter(({ from, to }) => !told.has(JSON.stringify([from, to])));
  return { ...now, tasks: [...now.tasks, ...lost], edges: [...now.edges, ...missing] };
}

/** What is wrong with the files that can not be read, by file. */
export function brokenFiles({ problems }: TaskIndex): ReadonlyMap<string, Problem> {
  return new Map(problems.filter(({ code }) => code === "syntax-error").map((problem) => [problem.file, problem]));
}
