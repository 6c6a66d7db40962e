import type { Problem } from "../../protocol/task-index.ts";
import type { FilePart } from "../../protocol/task-index-change.ts";
import type { FileFacts } from "../facts/file-facts.ts";
import { findCycles } from "../problems/find-cycles.ts";
import { findDuplicateFamilies } from "../problems/find-duplicate-families.ts";
import { findSharedOutputs } from "../problems/find-shared-outputs.ts";
import { findSyntaxErrors } from "../problems/find-syntax-errors.ts";
import { findUnreachableTasks } from "../problems/find-unreachable-tasks.ts";
import { silenceProblems } from "../problems/silence-problems.ts";
import type { TypeAnswers } from "../types/type-question.ts";
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
  /** What the type checker has told. */
  readonly answers: TypeAnswers;
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
 * @param answers what the type checker has told so far
 * @param only the one file that has changed, where that is known
 */
export function linkFiles(
  modules: ModuleGraph,
  answers: TypeAnswers,
  before?: LinkedFiles,
  only?: string,
): LinkedFiles {
  const names = new NameResolver(modules);
  const hierarchy = new ClassHierarchy(names);
  const context = { names, hierarchy, code: new CodeLinker(modules, names, hierarchy), answers };
  const last = before?.modules.targets === modules.targets ? before : undefined;
  const changed = only === undefined ? last && changedFiles(last.modules, modules) : new Set([only]);
  const sameFiles = last && [...(changed ?? [])].every((file) => last.files.has(file) && modules.files.has(file));
  // Thousands of files are copied sooner than they are gone through.
  const files = new Map(sameFiles ? last.files : []);
  const linkedAnew: string[] = [];
  for (const [file, facts] of modules.files) {
    const kept = last?.files.get(file);
    const isSame = kept !== undefined && changed !== undefined && !dependsOn(kept, file, changed);
    if (isSame && isAnsweredAsBefore(kept, answers, last?.answers)) {
      if (!sameFiles) files.set(file, kept);
      continue;
    }
    files.set(
      file,
      names.tracked(() => linkFile(file, facts, context)),
    );
    linkedAnew.push(file);
  }

  // Most edits change no edge: what was right about all files together still is.
  const sameShape =
    sameFiles && linkedAnew.every((file) => last.files.get(file)?.result.shape === files.get(file)?.result.shape);
  const overall = sameShape && last.overall.length === 0 ? last.overall : findOverall([...files.values()], hierarchy);
  return {
    modules,
    files,
    overall,
    answers,
    parts: (sameFiles ? partsAgain(last.parts, files, linkedAnew) : undefined) ?? partsOf(files),
    problems: problemsOf(files, modules, overall),
  };
}

function problemsOf(files: LinkedFiles["files"], modules: ModuleGraph, overall: readonly Problem[]): Problem[] {
  const problems: Problem[] = [...overall];
  for (const { result } of files.values()) if (result.problems.length > 0) problems.push(...result.problems);
  const noted = new Map<string, FileFacts>();
  for (const [file, facts] of modules.files) if (facts.syntaxError ?? facts.silencers) noted.set(file, facts);
  return onceEach(silenceProblems([...problems, ...findSyntaxErrors(noted)], noted).sort(byPlace));
}

/** What only shows when all files are looked at. */
function findOverall(files: readonly Kept[], hierarchy: ClassHierarchy): Problem[] {
  const tasks = files.flatMap(({ result }) => result.tasks);
  const edges = files.flatMap(({ result }) => result.edges);
  const claims = files.flatMap(({ result }) => result.claims);
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

/** The same as before but for some files; `undefined` where those did not have a part before, or have none now. */
function partsAgain(
  before: ReadonlyMap<string, FilePart>,
  files: LinkedFiles["files"],
  linkedAnew: readonly string[],
): Map<string, FilePart> | undefined {
  const parts = new Map(before);
  for (const file of linkedAnew) {
    const part = files.get(file)?.result.part;
    const matters = part !== undefined && (part.tasks.length > 0 || part.bases.length > 0);
    if (matters !== parts.has(file)) return undefined;
    if (matters) parts.set(file, part);
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

function isAnsweredAsBefore({ result }: Kept, answers: TypeAnswers, before: TypeAnswers | undefined): boolean {
  if (answers === before) return true;
  return result.questions.every(({ key }) => answers.get(key) === before?.get(key));
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
