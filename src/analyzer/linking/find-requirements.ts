import type { FunctionFacts, NewMention, UseMention } from "../facts/function-facts.ts";
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

/**
 * What a class asks for, through its own and inherited members and the functions that they call.
 *
 * @param results `returns` of `requires`, or `yields` of `run`
 */
export function findRequirements(
  linked: LinkedClass,
  member: "requires" | "run",
  results: Results,
  { names, hierarchy }: { readonly names: NameResolver; readonly hierarchy: ClassHierarchy },
): Requirement[] {
  const found: Requirement[] = [];
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
      else
        found.push({
          file: scope.file,
          mention,
          meaning: meaningOf(mention.new, scope),
          own: scope.owner !== undefined,
          ...next,
        });
    }
  };

  const visitUse = (mention: UseMention, which: Results, scope: Scope, way: Way) => {
    const next = which === "yields" && mention.delegates ? "yields" : "returns";
    const [root = "", name = "", ...part] = mention.use.split(".");
    if (root === "this" || root === "super") {
      const target = hierarchy.memberOf(linked, name, root === "super" ? scope.owner : undefined);
      const inner = { ...way, certain: way.certain && part.length === 0 };
      if (target) visit(target.facts, next, { file: target.owner.file, owner: target.owner }, inner);
      return;
    }
    const meaning = names.resolve(scope.file, mention.use);
    if (meaning.kind !== "function") return;
    visit(meaning.facts, next, { file: meaning.file }, { ...way, certain: way.certain && !meaning.part });
  };

  const meaningOf = (path: string, { file }: Scope): Meaning => {
    if (path === "this") return linked;
    // A class that is kept in a property.
    if (path.startsWith("this.") || path.startsWith("super.")) return { kind: "opaque" };
    return names.resolve(file, path);
  };

  const isTask = (meaning: Meaning): boolean => {
    if (meaning.kind !== "class") return meaning.kind === "root";
    return !["none", "unknown"].includes(hierarchy.kindOf(meaning));
  };

  const start = hierarchy.memberOf(linked, member);
  if (start)
    visit(start.facts, results, { file: start.owner.file, owner: start.owner }, { certain: true, conditional: false });
  return found;
}
