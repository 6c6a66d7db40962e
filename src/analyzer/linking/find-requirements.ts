import {
  type FunctionFacts,
  type Mention,
  type NewMention,
  UNNAMED,
  type UseMention,
} from "../facts/function-facts.ts";
import type { TypeAnswers, TypeQuestion } from "../types/type-question.ts";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import type { LinkedClass, Meaning } from "./meaning.ts";
import type { NameResolver } from "./name-resolver.ts";

/** A `new X(…)` that a class's `requires()` or `run()` leads to. */
export interface Requirement {
  /** Where it is written: in a base class or a helper function, maybe. */
  readonly file: string;
  readonly mention: NewMention;
  readonly meaning: Meaning;
  /** It surely is part of the result. */
  readonly certain: boolean;
  /** Whether it is come to depends on the values. */
  readonly conditional: boolean;
  /** It is made by a member of the class, which has the task's parameters at hand. */
  readonly own: boolean;
  /** Which class it is was told by the type checker. */
  readonly byType?: true;
}

/** What a class asks for, and what syntax alone did not tell of that. */
export interface Requirements {
  readonly found: readonly Requirement[];
  readonly questions: readonly TypeQuestion[];
}

type Results = keyof FunctionFacts;

/** Where a function's facts are read: its file, and the class whose members `this` and `super` are. */
interface Scope {
  readonly file: string;
  readonly owner?: LinkedClass;
}

type Way = Pick<Requirement, "certain" | "conditional">;

function keyOf({ certain, conditional }: Way): string {
  return `${certain} ${conditional}`;
}

interface RequirementContext {
  readonly names: NameResolver;
  readonly hierarchy: ClassHierarchy;
  readonly answers: TypeAnswers;
}

/**
 * What a class asks for, through its own and inherited members and the functions that they call.
 *
 * @param results `returns` of `requires`, or `yields` of `run`
 */
export function findRequirements(
  linked: LinkedClass,
  member: "requires" | "run",
  results: Results,
  { names, hierarchy, answers }: RequirementContext,
): Requirements {
  const found: Requirement[] = [];
  const questions: TypeQuestion[] = [];
  const visited = new Map<unknown, Set<string>>();

  const visit = (facts: FunctionFacts, which: Results, scope: Scope, way: Way): void => {
    const mentions = facts[which];
    // What is called in a circle gives nothing new.
    const ways = visited.get(mentions) ?? new Set();
    if (ways.has(keyOf(way))) return;
    visited.set(mentions, ways.add(keyOf(way)));
    for (const mention of mentions) {
      if (mention.inside?.some((outer) => isTask(meaningOf(outer, scope)))) continue;
      const next: Way = {
        certain: way.certain && mention.result,
        conditional: way.conditional || (mention.conditional ?? false),
      };
      if ("use" in mention) visitUse(mention, which, scope, next);
      else visitNew(mention, scope, next);
    }
  };

  const visitNew = (mention: NewMention, scope: Scope, way: Way) => {
    const meanings = meaningsOf(mention.new, scope);
    if (meanings.every(({ kind }) => kind === "opaque")) ask(mention, scope, way);
    const conditional = way.conditional || meanings.length > 1;
    for (const meaning of meanings) {
      found.push({ file: scope.file, mention, meaning, own: scope.owner !== undefined, ...way, conditional });
    }
  };

  /** What has been answered is required; what has not is left open. */
  const ask = (mention: Mention, scope: Scope, way: Way) => {
    if (mention.ask === undefined) return;
    const { range, text } = mention.ask;
    const key = `${scope.file} ${scope.owner?.facts.family ?? ""} ${text}`;
    questions.push({ key, file: scope.file, range });
    const classes = answers.get(key)?.classes ?? [];
    const conditional = way.conditional || classes.length > 1;
    // Of a call only the result is known, not what is passed to make it.
    const made =
      "new" in mention ? mention : { new: UNNAMED, place: range, range, mapping: {}, steady: false, result: true };
    for (const { file, name } of classes) {
      const meaning = names.resolve(file, name);
      const own = scope.owner !== undefined;
      found.push({ file: scope.file, mention: made, meaning, own, ...way, conditional, byType: true });
    }
  };

  const visitUse = (mention: UseMention, which: Results, scope: Scope, way: Way) => {
    const next = which === "yields" && mention.delegates ? "yields" : "returns";
    const [root = "", name = "", ...part] = mention.use.split(".");
    if (root === "this" || root === "super") {
      const target = hierarchy.memberOf(linked, name, root === "super" ? scope.owner : undefined);
      const inner = { ...way, certain: way.certain && part.length === 0 };
      if (target === undefined) return inner.certain ? ask(mention, scope, way) : undefined;
      const from = found.length;
      visit(target.facts, next, { file: target.owner.file, owner: target.owner }, inner);
      return askUnlessFound(from, mention, scope, way);
    }
    const meaning: Meaning = mention.use === UNNAMED ? { kind: "opaque" } : names.resolve(scope.file, mention.use);
    if (meaning.kind === "opaque") return ask(mention, scope, way);
    if (meaning.kind !== "function") return;
    const from = found.length;
    visit(meaning.facts, next, { file: meaning.file }, { ...way, certain: way.certain && !meaning.part });
    askUnlessFound(from, mention, scope, way);
  };

  /** What a function makes may depend on what it is given: `make(Raw, { … })`. */
  const askUnlessFound = (from: number, mention: UseMention, scope: Scope, way: Way) => {
    if (way.certain && !found.slice(from).some(({ meaning }) => isTask(meaning))) ask(mention, scope, way);
  };

  const meaningOf = (path: string, { file }: Scope): Meaning => {
    if (path === "this") return linked;
    if (path === UNNAMED || path.startsWith("this.") || path.startsWith("super.")) return { kind: "opaque" };
    return names.resolve(file, path);
  };

  /** A class may be kept in a property, which another class fills: `new this.Source({ … })`. */
  const meaningsOf = (path: string, scope: Scope): Meaning[] => {
    const [root, name = "", ...part] = path.split(".");
    const isMember = (root === "this" || root === "super") && name !== "" && part.length === 0;
    if (!isMember) return [meaningOf(path, scope)];
    const held = hierarchy.memberOf(linked, name, root === "super" ? scope.owner : undefined);
    const classes = (held?.facts.returns ?? []).flatMap((mention) => {
      if (!("use" in mention) || !mention.result || mention.use.startsWith("this.")) return [];
      const meaning = names.resolve(held?.owner.file ?? scope.file, mention.use);
      return meaning.kind === "class" ? [meaning] : [];
    });
    return classes.length > 0 ? classes : [{ kind: "opaque" }];
  };

  const isTask = (meaning: Meaning): boolean => {
    if (meaning.kind !== "class") return meaning.kind === "root";
    return !["none", "unknown"].includes(hierarchy.kindOf(meaning));
  };

  const start = hierarchy.memberOf(linked, member);
  if (start)
    visit(start.facts, results, { file: start.owner.file, owner: start.owner }, { certain: true, conditional: false });
  return { found, questions };
}
