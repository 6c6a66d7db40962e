import type { Problem } from "../../protocol/task-index.ts";
import type { FilePart } from "../../protocol/task-index-change.ts";
import type { FileFacts } from "../facts/file-facts.ts";
import { findCycles } from "../problems/find-cycles.ts";
import { findDuplicateFamilies } from "../problems/find-duplicate-families.ts";
import { findSharedOutputs } from "../problems/find-shared-outputs.ts";
import { findSyntaxErrors } from "../problems/find-syntax-errors.ts";
import { findUnreachableTasks } from "../problems/find-unreachable-tasks.ts";
import { silenceProblems } from "../problems/silence-problems.ts";
import { ClassHierarchy } from "./class-hierarchy.ts";
import { CodeLinker } from "./code-linker.ts";
import { type LinkedFile, linkFile } from "./link-file.ts";
import type { ModuleGraph } from "./module-graph.ts";
import { NameResolver } from "./name-resolver.ts";

/** What an index is made of, with what is needed to make the next one from it. */
export interface LinkedFiles {
  readonly modules: ModuleGraph;
  readonly files: ReadonlyMap<string, Kept>;
  /** Of the files that have tasks, or bases for them. */
  readonly parts: ReadonlyMap<string, FilePart>;
  readonly problems: readonly Problem[];
  /** Those of them that no file has by itself. */
  readonly overall: readonly Problem[];
}

interface Kept {
  readonly result: LinkedFile;
  /** The files whose facts it was made of. */
  readonly files: ReadonlySet<string>;
}

/**
 * Makes one index of the facts of many files.
 *
 * @param before only what depends on files that have changed since is worked out anew
 */
export function linkFiles(modules: ModuleGraph, before?: LinkedFiles): LinkedFiles {
  const names = new NameResolver(modules);
  const hierarchy = new ClassHierarchy(names);
  const context = { names, hierarchy, code: new CodeLinker(modules, names, hierarchy) };
  const changed =
    before && before.modules.targets === modules.targets ? changedFiles(before.modules, modules) : undefined;
  const files = new Map<string, Kept>();
  let sameShape = changed !== undefined && before?.files.size === modules.files.size;
  for (const [file, facts] of modules.files) {
    const last = before?.files.get(file);
    if (last !== undefined && changed !== undefined && !dependsOn(last, file, changed)) {
      files.set(file, last);
    } else {
      const kept = names.tracked(() => linkFile(file, facts, context));
      files.set(file, kept);
      sameShape &&= last?.result.shape === kept.result.shape;
    }
  }

  const linked = [...files.values()].map(({ result }) => result);
  // Most edits change no edge: what was right about all files together still is.
  const overall = sameShape && before?.overall.length === 0 ? [] : findOverall(linked, hierarchy);
  const problems = [...linked.flatMap((file) => file.problems), ...findSyntaxErrors(modules), ...overall];
  return {
    modules,
    files,
    overall,
    parts: partsOf(files),
    problems: onceEach(silenceProblems(problems, modules.files).sort(byPlace)),
  };
}

/** What only shows when all files are looked at. */
function findOverall(linked: readonly LinkedFile[], hierarchy: ClassHierarchy): Problem[] {
  const tasks = linked.flatMap((file) => file.tasks);
  const edges = linked.flatMap((file) => file.edges);
  const claims = linked.flatMap((file) => file.claims);
  return [
    ...findDuplicateFamilies(tasks),
    ...findCycles(edges),
    ...findUnreachableTasks(tasks, edges),
    ...findSharedOutputs(claims, hierarchy),
  ];
}

function partsOf(files: LinkedFiles["files"]): Map<string, FilePart> {
  const parts = new Map<string, FilePart>();
  for (const [file, { result }] of files) {
    if (result.part.tasks.length > 0 || result.part.bases.length > 0) parts.set(file, result.part);
  }
  return parts;
}

/** Facts are the same object as long as their file is the same. */
function changedFiles(before: ModuleGraph, now: ModuleGraph): Set<string> {
  const differs = (facts: FileFacts | undefined, file: string) => facts !== now.files.get(file);
  const changed = new Set<string>();
  for (const [file, facts] of before.files) if (differs(facts, file)) changed.add(file);
  for (const file of now.files.keys()) if (!before.files.has(file)) changed.add(file);
  return changed;
}

function dependsOn({ files }: Kept, file: string, changed: ReadonlySet<string>): boolean {
  if (changed.has(file)) return true;
  const [few, many] = files.size < changed.size ? [files, changed] : [changed, files];
  for (const one of few) if (many.has(one)) return true;
  return false;
}

/** What is wrong in a base class is wrong in each task that extends it, and told once. */
function onceEach(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem, index) => {
    const last = problems[index - 1];
    return last === undefined || last.code !== problem.code || byPlace(last, problem) !== 0;
  });
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
