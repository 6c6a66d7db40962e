import type { ParameterDeclaration, TaskKind } from "../../protocol/task-index.ts";
import type { FunctionFacts } from "../facts/function-facts.ts";
import type { ParameterEntry, ParameterFacts } from "../facts/parameter-facts.ts";
import type { LinkedClass } from "./meaning.ts";
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
    for (let current = linked; ; ) {
      const { heritage } = current.facts;
      if (heritage === undefined) return { classes, descent: "none" };
      if (heritage.base === undefined) return { classes, descent: "unknown" };
      const base = this.#names.resolve(current.file, heritage.base);
      if (base.kind === "root") return { classes, descent: base.taskKind };
      if (base.kind !== "class") return { classes, descent: "unknown" };
      // A class can not extend itself; while it is being written, it may say so.
      if (classes.includes(base)) return { classes, descent: "unknown" };
      classes.push(base);
      current = base;
    }
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
      if (meaning.kind !== "parameters") return;
      for (const inner of meaning.entries) this.#addEntry(parameters, meaning.file, inner, new Set([...seen, entry]));
    }
  }
}

/** Without what else a declaration of a file has. */
function parameterFactsOf({ kind: _, ...facts }: ParameterFacts & { kind?: string }): ParameterFacts {
  return facts;
}
