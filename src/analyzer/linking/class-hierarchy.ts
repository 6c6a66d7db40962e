import type { ParameterDeclaration, TaskKind } from "../../protocol/task-index.ts";
import type { Heritage } from "../facts/class-facts.ts";
import type { Declaration } from "../facts/file-facts.ts";
import type { FunctionFacts } from "../facts/function-facts.ts";
import type { ParameterEntry, ParameterFacts } from "../facts/parameter-facts.ts";
import type { LinkedClass, Meaning } from "./meaning.ts";
import type { NameResolver } from "./name-resolver.ts";
import { own } from "./own.ts";

/** `unknown`: it extends something that is outside of the project or made by a function. */
export type Descent = TaskKind | "none" | "unknown";

/** A class, those that it extends, nearest first, and where that ends. */
export interface Lineage {
  readonly classes: readonly LinkedClass[];
  readonly descent: Descent;
}

/** A member and the class that declares it. */
export interface Member {
  readonly owner: LinkedClass;
  readonly facts: FunctionFacts;
}

/** Where a line of ancestors goes on. */
interface Ancestry {
  readonly file: string;
  readonly heritage: Heritage | undefined;
  /** The call that makes the class whose heritage it is. */
  readonly within?: Call;
}

interface Call {
  readonly takes: readonly string[];
  readonly given: readonly Ancestry[];
}

/** Calls that make classes could go round for ever. */
const MAX_LINEAGE = 100;

/** What classes inherit from one another. */
export class ClassHierarchy {
  readonly #names: NameResolver;
  readonly #lineages = new Map<LinkedClass, { readonly result: Lineage; readonly files: ReadonlySet<string> }>();

  constructor(names: NameResolver) {
    this.#names = names;
  }

  lineageOf(linked: LinkedClass): Lineage {
    let lineage = this.#lineages.get(linked);
    if (lineage === undefined) {
      lineage = this.#names.tracked(() => this.#findLineage(linked));
      this.#lineages.set(linked, lineage);
    }
    this.#names.dependOn(lineage.files);
    return lineage.result;
  }

  kindOf(linked: LinkedClass): Descent {
    return this.lineageOf(linked).descent;
  }

  /** What sort of task it is; `undefined` for what is none, or only a base for others. */
  taskKindOf(linked: LinkedClass): TaskKind | undefined {
    return linked.facts.abstract ? undefined : this.taskKindBelow(linked);
  }

  /** What sort of tasks extend it. */
  taskKindBelow(linked: LinkedClass): TaskKind | undefined {
    const kind = this.kindOf(linked);
    return kind === "none" || kind === "unknown" ? undefined : kind;
  }

  /** A static property's value, own or inherited. */
  staticOf<N extends "tags" | "schedule">(linked: LinkedClass, name: N): LinkedClass["facts"][N] {
    return this.lineageOf(linked).classes.find(({ facts }) => facts[name] !== undefined)?.facts[name];
  }

  /** Those of the classes that it extends first, as the library orders them. */
  parametersOf(linked: LinkedClass): ParameterDeclaration[] {
    const parameters = new Map<string, ParameterDeclaration>();
    for (const { file, facts } of this.lineageOf(linked).classes.toReversed()) {
      for (const entry of facts.heritage?.parameters ?? []) this.#addEntry(parameters, file, entry, new Set());
    }
    return [...parameters.values()];
  }

  /** Can all its parameters be read off? Some may come from another package, or be made by a function. */
  hasAllParametersOf(linked: LinkedClass): boolean {
    const isKnown = (file: string, entry: ParameterEntry, seen: ReadonlySet<ParameterEntry>): boolean => {
      if (!("spread" in entry) || seen.has(entry)) return true;
      const meaning = this.#names.resolve(file, entry.spread);
      if (meaning.kind !== "parameters") return false;
      return meaning.entries.every((inner) => isKnown(meaning.file, inner, new Set([...seen, entry])));
    };
    return this.lineageOf(linked).classes.every(({ file, facts }) =>
      (facts.heritage?.parameters ?? []).every((entry) => isKnown(file, entry, new Set())),
    );
  }

  /** @param above a class of the lineage: only those that it extends are asked, as `super` does */
  memberOf(linked: LinkedClass, name: string, above?: LinkedClass): Member | undefined {
    const { classes } = this.lineageOf(linked);
    const from = above === undefined ? 0 : classes.indexOf(above) + 1;
    for (const owner of classes.slice(from)) {
      const facts = own(owner.facts.members, name);
      if (facts) return { owner, facts };
    }
    return undefined;
  }

  #findLineage(linked: LinkedClass): Lineage {
    const classes = [linked];
    const descent = this.#descend({ file: linked.file, heritage: linked.facts.heritage }, classes);
    return { classes, descent };
  }

  /** @param classes gets what is found on the way down */
  #descend({ file, heritage, within }: Ancestry, classes: LinkedClass[]): Descent {
    if (heritage === undefined) return "none";
    if (heritage.base === undefined) return "unknown";
    const taken = within?.takes.indexOf(heritage.base) ?? -1;
    if (within && taken >= 0) return this.#descendInto(within.given[taken], classes);
    const base = this.#names.resolve(file, heritage.base);
    if (base.kind === "root") return base.taskKind;
    if (base.kind === "function" && !base.part) return this.#descendByCall(base, { file, heritage, within }, classes);
    return base.kind === "class" ? this.#add(base, undefined, classes) : "unknown";
  }

  #add(base: LinkedClass, within: Call | undefined, classes: LinkedClass[]): Descent {
    // A class can not extend itself; while it is being written, it may say so. What a function makes is new each time.
    if (within ? classes.length > MAX_LINEAGE : classes.includes(base)) return "unknown";
    classes.push(base);
    return this.#descend({ file: base.file, heritage: base.facts.heritage, within }, classes);
  }

  /** A base that a function makes: `Dated(Task)`, or a constant that holds such a one. */
  #descendByCall(
    { file, facts }: Extract<Meaning, { kind: "function" }>,
    { file: caller, heritage, within }: Ancestry,
    classes: LinkedClass[],
  ): Descent {
    const { makes, applies } = facts;
    if (heritage?.given === undefined)
      return applies ? this.#descendInto({ file, heritage: applies }, classes) : "unknown";
    if (makes === undefined) return "unknown";
    const given = heritage.given.map((argument) => ({ file: caller, heritage: argument, within }));
    return this.#add(this.#names.classOf(file, makes.made), { takes: makes.takes, given }, classes);
  }

  /** What has no class of its own may still give parameters: the argument of `Dated(Task.with({ … }))`. */
  #descendInto(ancestry: Ancestry | undefined, classes: LinkedClass[]): Descent {
    if (ancestry?.heritage === undefined) return "unknown";
    const { file, heritage } = ancestry;
    if (heritage.parameters.length > 0) classes.push(this.#names.classOf(file, unnamed(heritage)));
    return this.#descend(ancestry, classes);
  }

  #addEntry(
    parameters: Map<string, ParameterDeclaration>,
    file: string,
    entry: ParameterEntry,
    seen: ReadonlySet<ParameterEntry>,
  ): void {
    if ("type" in entry) {
      parameters.set(entry.name, entry);
    } else if ("ref" in entry) {
      const meaning = this.#names.resolve(file, entry.ref);
      const facts = meaning.kind === "parameter" ? meaning.facts : { type: "unknown", significant: true };
      parameters.set(entry.name, { name: entry.name, ...parameterFactsOf(facts) });
    } else if (!seen.has(entry)) {
      const meaning = this.#names.resolve(file, entry.spread);
      for (const inner of entriesOf(meaning))
        this.#addEntry(parameters, "file" in meaning ? meaning.file : file, inner, new Set([...seen, entry]));
    }
  }
}

/** What an object has of parameters: one that might hold tasks as well is a function's result. */
function entriesOf(meaning: Meaning): readonly ParameterEntry[] {
  if (meaning.kind === "parameters") return meaning.entries;
  return (meaning.kind === "function" && meaning.facts.entries) || [];
}

/** Without what else a declaration of a file has. */
function parameterFactsOf({ kind: _, ...facts }: ParameterFacts & { kind?: string }): ParameterFacts {
  return facts;
}

const unnamedClasses = new WeakMap<Heritage, Declaration & { kind: "class" }>();

/** A class for an expression that adds parameters to another one. */
function unnamed(heritage: Heritage): Declaration & { kind: "class" } {
  let made = unnamedClasses.get(heritage);
  if (made === undefined) {
    const place = { line: 0, column: 0 };
    made = { kind: "class", family: "", place, endLine: 0, abstract: true, heritage, members: {} };
    unnamedClasses.set(heritage, made);
  }
  return made;
}
