import type { CodePiece } from "../../protocol/code-piece.ts";
import type { BaseClass, EdgeConfidence, Problem, TaskClass, TaskEdge } from "../../protocol/task-index.ts";
import type { FilePart } from "../../protocol/task-index-change.ts";
import type { FileFacts } from "../facts/file-facts.ts";
import { type OutputClaim, outputClaims } from "../problems/find-shared-outputs.ts";
import { findTaskProblems } from "../problems/find-task-problems.ts";
import { findUnknownTasks } from "../problems/find-unknown-tasks.ts";
import type { TypeAnswers, TypeQuestion } from "../types/type-question.ts";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import type { CodeLinker } from "./code-linker.ts";
import { findRequirements, type Requirement } from "./find-requirements.ts";
import type { LinkedClass } from "./meaning.ts";
import type { NameResolver } from "./name-resolver.ts";

/** A class that is a task, not just a base for others. */
export interface LinkedTask {
  readonly linked: LinkedClass;
  readonly task: TaskClass;
  readonly requirements: readonly RequirementOfKind[];
  readonly questions: readonly TypeQuestion[];
}

type RequirementOfKind = Requirement & { readonly kind: TaskEdge["kind"] };

/** An edge with what only the analyzer needs to know of it. */
export interface LinkedEdge {
  readonly edge: TaskEdge;
  readonly column: number;
  /** All the parameters that it passes are passed on unchanged. */
  readonly steady: boolean;
}

/** What the index has of one file. It depends on nothing but the facts of some files. */
export interface LinkedFile {
  readonly tasks: readonly LinkedTask[];
  readonly edges: readonly LinkedEdge[];
  readonly claims: readonly OutputClaim[];
  /** All that what is found across files depends on, but for places. */
  readonly shape: string;
  /** The same as plain data. */
  readonly part: FilePart;
  /** What each of the tasks is made by. */
  readonly code: ReadonlyMap<string, readonly CodePiece[]>;
  /** Those that are told from these files too. */
  readonly problems: readonly Problem[];
  /** What syntax does not tell of its tasks' requirements. */
  readonly questions: readonly TypeQuestion[];
}

export interface LinkContext {
  readonly names: NameResolver;
  readonly hierarchy: ClassHierarchy;
  readonly code: CodeLinker;
  readonly answers: TypeAnswers;
}

export function linkFile(file: string, facts: FileFacts, context: LinkContext): LinkedFile {
  const { names: declared, exports, syntaxError } = facts;
  const { names, hierarchy } = context;
  const tasks: LinkedTask[] = [];
  const bases: BaseClass[] = [];
  const code = new Map<string, readonly CodePiece[]>();
  const exportNames = new Map<string, string>();
  for (const [name, exported] of Object.entries(exports)) {
    if ("local" in exported && !exportNames.has(exported.local)) exportNames.set(exported.local, name);
  }
  for (const [name, declaration] of Object.entries(declared)) {
    if (declaration.kind !== "class") continue;
    const linked = names.classOf(file, declaration);
    const kind = hierarchy.taskKindBelow(linked);
    if (kind === undefined) continue;
    const { family, place, endLine, abstract } = declaration;
    const at = { exportName: exportNames.get(name), file, ...place, endLine, kind };
    if (abstract) bases.push({ name: family, ...at });
    else {
      const made = context.code.codeOf(file, name);
      code.set(family, made.pieces);
      tasks.push(linkTask(linked, { family, ...at, codeHash: made.hash }, context));
    }
  }
  const edges = tasks.flatMap((task) => edgesOf(task, hierarchy));
  const part = { tasks: tasks.map(({ task }) => task), bases, edges: edges.map(({ edge }) => edge) };
  const claims = tasks.flatMap((task) => outputClaims(task, hierarchy));
  return {
    tasks,
    edges,
    shape: shapeOf(tasks, edges, claims),
    part,
    code,
    claims,
    questions: tasks.flatMap(({ questions }) => questions),
    problems: [
      ...findUnknownTasks(tasks, hierarchy),
      // What stands there while somebody types is not what is meant.
      ...(syntaxError ? [] : findTaskProblems(tasks, hierarchy)),
    ],
  };
}

function shapeOf(tasks: readonly LinkedTask[], edges: readonly LinkedEdge[], claims: readonly OutputClaim[]): string {
  return JSON.stringify([
    tasks.map(({ task, linked }) => [task.family, linked.facts.heritage?.base, linked.facts.behaviour?.name]),
    edges.map(({ edge, steady }) => [edge.from, edge.to, steady]),
    claims.map(({ path }) => path),
  ]);
}

function linkTask(linked: LinkedClass, at: Omit<TaskClass, "parameters">, context: LinkContext): LinkedTask {
  const { hierarchy } = context;
  const required = findRequirements(linked, "requires", "returns", context);
  const yielded = findRequirements(linked, "run", "yields", context);
  return {
    linked,
    task: {
      ...at,
      parameters: hierarchy.parametersOf(linked),
      tags: hierarchy.staticOf(linked, "tags"),
      schedule: hierarchy.staticOf(linked, "schedule"),
    },
    requirements: [
      ...required.found.map((found): RequirementOfKind => ({ ...found, kind: "requires" })),
      ...yielded.found.map((found): RequirementOfKind => ({ ...found, kind: "dynamic" })),
    ],
    questions: [...required.questions, ...yielded.questions],
  };
}

/** Several edges from one class to another differ in what they pass, or in their kind. */
function edgesOf({ task, requirements }: LinkedTask, hierarchy: ClassHierarchy): LinkedEdge[] {
  const edges: LinkedEdge[] = [];
  /** How much is known of the edges to each class so far. */
  const told = new Map<string, number>();
  for (const requirement of requirements.toSorted((a, b) => vagueness(a) - vagueness(b))) {
    const { file, mention, meaning, kind, byType } = requirement;
    if (meaning.kind !== "class" || hierarchy.taskKindOf(meaning) === undefined) continue;
    const vague = vagueness(requirement);
    const known = told.get(meaning.facts.family) ?? vague;
    if (known < vague) continue;
    told.set(meaning.facts.family, known);
    const { mapping, place, steady, range } = mention;
    const confidence = confidenceOf(requirement);
    const at = { file, line: place.line, confidence, range };
    const edge: TaskEdge = {
      from: task.family,
      to: meaning.facts.family,
      kind,
      mapping,
      ...at,
      ...(byType && { byType }),
    };
    // A type tells what may be; a circle has to be certain.
    const linked: LinkedEdge = { edge, column: place.column, steady: steady && !byType };
    const same = edges.findIndex((other) => isSame(other.edge, edge));
    if (same < 0) edges.push(linked);
    else if (confidence === "exact") edges[same] = linked;
  }
  return edges;
}

/** What syntax tells is more than what a type does, and a type of what is made there more than that of a call's result. */
function vagueness({ byType, mention }: RequirementOfKind): number {
  return !byType ? 0 : mention.ask ? 1 : 2;
}

function confidenceOf({ kind, certain, conditional }: LinkedTask["requirements"][0]): EdgeConfidence {
  if (kind === "dynamic") return "dynamic";
  return certain && !conditional ? "exact" : "conditional";
}

function isSame(a: TaskEdge, b: TaskEdge): boolean {
  return a.to === b.to && a.kind === b.kind && JSON.stringify(a.mapping) === JSON.stringify(b.mapping);
}
