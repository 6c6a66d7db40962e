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
}

type Results = keyof FunctionFacts;

/** Where a function's facts are read: its file, and the class whose members `this` and `super` are. */
interface Scope {
  readonly file: string;
  readonly owner?: LinkedClass;
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
  const visited = { certainly: new Set<unknown>(), maybe: new Set<unknown>() };

  const visit = (facts: FunctionFacts, which: Results, scope: Scope, certain: boolean): void => {
    const mentions = facts[which];
    // What is called in a circle gives nothing new.
    if (visited.certainly.has(mentions) || (!certain && visited.maybe.has(mentions))) return;
    (certain ? visited.certainly : visited.maybe).add(mentions);
    for (const mention of mentions) {
      if (mention.inside?.some((outer) => isTask(meaningOf(outer, scope)))) continue;
      if ("use" in mention) {
        visitUse(mention, which, scope, certain && mention.result);
      } else {
        const meaning = meaningOf(mention.new, scope);
        found.push({ file: scope.file, mention, meaning, certain: certain && mention.result });
      }
    }
  };

  const visitUse = (mention: UseMention, which: Results, scope: Scope, certain: boolean) => {
    const next = which === "yields" && mention.delegates ? "yields" : "returns";
    const [root = "", name = "", ...part] = mention.use.split(".");
    if (root === "this" || root === "super") {
      const target = hierarchy.memberOf(linked, name, root === "super" ? scope.owner : undefined);
      if (target)
        visit(target.facts, next, { file: target.owner.file, owner: target.owner }, certain && part.length === 0);
      return;
    }
    const meaning = names.resolve(scope.file, mention.use);
    if (meaning.kind === "function") visit(meaning.facts, next, { file: meaning.file }, certain && !meaning.part);
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
  if (start) visit(start.facts, results, { file: start.owner.file, owner: start.owner }, true);
  return found;
}
