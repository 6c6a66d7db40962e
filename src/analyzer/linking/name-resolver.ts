import type { TaskKind } from "../../protocol/task-index.ts";
import type { Declaration, Link, NamePath } from "../facts/file-facts.ts";
import type { ParameterEntry } from "../facts/parameter-facts.ts";
import type { LinkedClass, Meaning } from "./meaning.ts";
import type { ModuleGraph } from "./module-graph.ts";
import { own } from "./own.ts";

const ROOTS: ReadonlyMap<string, TaskKind> = new Map([
  ["Task", "task"],
  ["WrapperTask", "wrapper"],
  ["ExternalTask", "external"],
  // Those of connectors.
  ["CopyToTable", "task"],
  ["QueryTask", "task"],
  ["DownloadTask", "task"],
  ["ExternalProgramTask", "task"],
  ["ContainerTask", "task"],
  ["SparkSubmitTask", "task"],
  ["HadoopJarTask", "task"],
]);

const OPAQUE: Meaning = { kind: "opaque" };
/** Of newer Nodes and of browsers, where this one may not have them. */
const OTHER_GLOBALS: ReadonlySet<string> = new Set(["Temporal"]);

/**
 * One object for each class, so that classes can be compared and be keys. A declaration is the same object as long as
 * its file has not changed.
 */
const classes = new WeakMap<Declaration, LinkedClass>();

/** Finds out what names mean, across files, and which files that depends on. */
export class NameResolver {
  readonly #modules: ModuleGraph;
  #asked = new Set<string>();

  constructor(modules: ModuleGraph) {
    this.#modules = modules;
  }

  /** What a path of names means in a file. */
  resolve(file: string, path: NamePath): Meaning {
    return this.#resolve(file, path, new Set());
  }

  /** @returns what `work` gives, and the files whose facts it depends on */
  tracked<T>(work: () => T): { readonly result: T; readonly files: ReadonlySet<string> } {
    const outer = this.#asked;
    this.#asked = new Set();
    try {
      return { result: work(), files: this.#asked };
    } finally {
      this.#asked = outer;
    }
  }

  /** Says that what is being worked out depends on these files too. */
  dependOn(files: Iterable<string>): void {
    for (const file of files) this.#asked.add(file);
  }

  /** The class that a declaration of a file is. */
  classOf(file: string, declaration: Declaration & { kind: "class" }): LinkedClass {
    let linked = classes.get(declaration);
    if (linked === undefined) {
      linked = { kind: "class", file, facts: declaration };
      classes.set(declaration, linked);
    }
    return linked;
  }

  /** @param seen what is being looked for already: imports may go in circles */
  #resolve(file: string, path: NamePath, seen: Set<string>): Meaning {
    const [root = "", ...rest] = path.split(".");
    this.#asked.add(file);
    const declaration = own(this.#modules.files.get(file)?.names, root);
    let meaning = declaration ? this.#meaningOf(file, root, declaration, seen) : undeclared(file, root);
    for (const name of rest) meaning = this.#memberOf(meaning, name, seen);
    return meaning;
  }

  #meaningOf(file: string, name: string, declaration: Declaration, seen: Set<string>): Meaning {
    switch (declaration.kind) {
      case "class":
        return this.classOf(file, declaration);
      case "import":
        return this.#follow(file, declaration, seen);
      case "alias":
        return this.#once(`${file} = ${declaration.of}`, seen, () => this.#resolve(file, declaration.of, seen));
      case "function":
        return { kind: "function", file, facts: declaration };
      case "parameter":
        return { kind: "parameter", facts: declaration };
      case "parameters":
        return { kind: "parameters", file, entries: declaration.entries };
      case "namespace":
        return { kind: "namespace", file, name };
      case "other":
        return OPAQUE;
    }
  }

  #memberOf(meaning: Meaning, name: string, seen: Set<string>): Meaning {
    switch (meaning.kind) {
      case "library":
        return rootNamed(name);
      case "module":
        return this.#exportOf(meaning.file, name, seen);
      case "namespace": {
        const inner = `${meaning.name}.${name}`;
        const declaration = own(this.#modules.files.get(meaning.file)?.names, inner);
        return declaration ? this.#meaningOf(meaning.file, inner, declaration, seen) : OPAQUE;
      }
      case "parameters":
        return this.#entryOf(meaning.file, meaning.entries, name, seen) ?? OPAQUE;
      case "function": {
        const { entries } = meaning.facts;
        return (entries && this.#entryOf(meaning.file, entries, name, seen)) ?? { ...meaning, part: true };
      }
      case "class": {
        const member = own(meaning.facts.members, name);
        return member ? { kind: "function", file: meaning.file, facts: member } : OPAQUE;
      }
      case "missing":
        return meaning;
      default:
        return OPAQUE;
    }
  }

  /** `common.date` of `const common = { date: DateParameter() }` */
  #entryOf(file: string, entries: readonly ParameterEntry[], name: string, seen: Set<string>): Meaning | undefined {
    const entry = entries.find((one) => "name" in one && one.name === name);
    if (entry === undefined || !("name" in entry)) return undefined;
    return "ref" in entry ? this.#resolve(file, entry.ref, seen) : { kind: "parameter", facts: entry };
  }

  #follow(file: string, { from, name }: Link, seen: Set<string>): Meaning {
    const target = this.#modules.resolve(file, from);
    switch (target.kind) {
      case "library":
        return name === "*" ? { kind: "library" } : rootNamed(name);
      case "outside":
        return OPAQUE;
      case "missing":
        return {
          kind: "missing",
          reason: `${file} imports it from "${from}", where there is no file. Correct the path.`,
        };
      case "file":
        return name === "*" ? { kind: "module", file: target.file } : this.#exportOf(target.file, name, seen);
    }
  }

  #exportOf(file: string, name: string, seen: Set<string>): Meaning {
    return this.#once(`${file} : ${name}`, seen, () => {
      this.#asked.add(file);
      const facts = this.#modules.files.get(file);
      if (facts === undefined) return OPAQUE;
      const exported = own(facts.exports, name);
      if (exported)
        return "local" in exported ? this.#resolve(file, exported.local, seen) : this.#follow(file, exported, seen);
      const meanings = name === "default" ? [] : facts.stars.map((from) => this.#follow(file, { from, name }, seen));
      const found = meanings.find(({ kind }) => kind !== "missing" && kind !== "opaque");
      // What another package or the unreadable part of a file exports is anyone's guess.
      const guess = facts.syntaxError || meanings.some(({ kind }) => kind === "opaque") ? OPAQUE : undefined;
      return found ?? guess ?? notExported(file, name);
    });
  }

  #once(key: string, seen: Set<string>, resolve: () => Meaning): Meaning {
    if (seen.has(key))
      return { kind: "missing", reason: `It is imported in a circle (${key}). Import it from where it is declared.` };
    seen.add(key);
    const meaning = resolve();
    seen.delete(key);
    return meaning;
  }
}

function rootNamed(name: string): Meaning {
  const taskKind = ROOTS.get(name);
  return taskKind ? { kind: "root", taskKind } : OPAQUE;
}

function undeclared(file: string, name: string): Meaning {
  if (name in globalThis || OTHER_GLOBALS.has(name)) return OPAQUE;
  return {
    kind: "missing",
    reason: `Nothing of that name is declared or imported in ${file}. Import it, or correct the name.`,
  };
}

function notExported(file: string, name: string): Meaning {
  const reason =
    name === "default"
      ? `${file} has no default export. Import it by its name, or export it as default.`
      : `${file} exports nothing called ${name}. Export it there, or correct the name.`;
  return { kind: "missing", reason };
}
