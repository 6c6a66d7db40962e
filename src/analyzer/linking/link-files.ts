import type { Problem, TaskClass, TaskEdge, TaskIndex } from "../../protocol/task-index.ts";
import { findCycles } from "../problems/find-cycles.ts";
import { findDuplicateFamilies } from "../problems/find-duplicate-families.ts";
import { findSyntaxErrors } from "../problems/find-syntax-errors.ts";
import { findUnknownTasks } from "../problems/find-unknown-tasks.ts";
import { ClassHierarchy } from "./class-hierarchy.ts";
import { findRequirements, type Requirement } from "./find-requirements.ts";
import type { LinkedClass } from "./meaning.ts";
import type { ModuleGraph } from "./module-graph.ts";
import { NameResolver } from "./name-resolver.ts";

/** A class that is a task, not just a base for others. */
export interface LinkedTask {
  readonly linked: LinkedClass;
  readonly task: TaskClass;
  readonly requirements: readonly (Requirement & { readonly kind: TaskEdge["kind"] })[];
}

/** An edge with what only the analyzer needs to know of it. */
export interface LinkedEdge {
  readonly edge: TaskEdge;
  readonly column: number;
  /** All the parameters that it passes are passed on unchanged. */
  readonly steady: boolean;
}

/** Makes one index of the facts of many files. */
export function linkFiles(modules: ModuleGraph): TaskIndex {
  const names = new NameResolver(modules);
  const hierarchy = new ClassHierarchy(names);
  const tasks = findTasks(modules, names, hierarchy);
  const edges = findEdges(tasks);
  const problems = [
    ...findSyntaxErrors(modules),
    ...findDuplicateFamilies(tasks),
    ...findUnknownTasks(tasks, hierarchy),
    ...findCycles(edges),
  ];
  return {
    tasks: tasks.map(({ task }) => task),
    edges: edges.map(({ edge }) => edge),
    problems: problems.sort(byPlace),
  };
}

function findTasks(modules: ModuleGraph, names: NameResolver, hierarchy: ClassHierarchy): LinkedTask[] {
  const tasks: LinkedTask[] = [];
  for (const [file, { names: declared, exports }] of modules.files) {
    const exportNames = new Map<string, string>();
    for (const [name, exported] of Object.entries(exports)) {
      if ("local" in exported && !exportNames.has(exported.local)) exportNames.set(exported.local, name);
    }
    for (const [name, declaration] of Object.entries(declared)) {
      if (declaration.kind !== "class" || declaration.abstract) continue;
      const linked = names.classOf(file, declaration);
      const kind = hierarchy.kindOf(linked);
      if (kind === "none" || kind === "unknown") continue;
      const { family, place, endLine } = declaration;
      const parameters = hierarchy.parametersOf(linked);
      const task = { family, exportName: exportNames.get(name), file, ...place, endLine, kind, parameters };
      const find = (member: "requires" | "run", results: "returns" | "yields", edge: TaskEdge["kind"]) =>
        findRequirements(linked, member, results, { names, hierarchy }).map((found) => ({ ...found, kind: edge }));
      const requirements = [...find("requires", "returns", "requires"), ...find("run", "yields", "dynamic")];
      tasks.push({ linked, task, requirements });
    }
  }
  return tasks;
}

/** Several edges from one class to another differ in what they pass, or in their kind. */
function findEdges(tasks: readonly LinkedTask[]): LinkedEdge[] {
  const byClass = new Map(tasks.map(({ linked, task }) => [linked, task]));
  return tasks.flatMap(({ task, requirements }) => {
    const edges: LinkedEdge[] = [];
    for (const { file, mention, meaning, kind } of requirements) {
      const required = meaning.kind === "class" ? byClass.get(meaning) : undefined;
      if (required === undefined) continue;
      const { mapping, place, steady } = mention;
      const edge: TaskEdge = { from: task.family, to: required.family, kind, mapping, file, line: place.line };
      if (!edges.some((other) => isSame(other.edge, edge))) edges.push({ edge, column: place.column, steady });
    }
    return edges;
  });
}

function isSame(a: TaskEdge, b: TaskEdge): boolean {
  return a.to === b.to && a.kind === b.kind && JSON.stringify(a.mapping) === JSON.stringify(b.mapping);
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
