import { hash } from "node:crypto";
import type { CodePiece } from "../../protocol/code-piece.ts";
import type { PieceFacts } from "../facts/code-facts.ts";
import type { Link } from "../facts/file-facts.ts";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import type { ModuleGraph } from "./module-graph.ts";
import type { NameResolver } from "./name-resolver.ts";
import { own } from "./own.ts";

/** The code that a task is made by. */
export interface LinkedCode {
  readonly hash: string;
  readonly pieces: readonly CodePiece[];
}

/** All that is declared under a name in a file; `*` for all of the file, and no name for what runs when it is loaded. */
interface Node {
  readonly file: string;
  readonly name: string;
}

/** What a use leads to: code of the project, or the name of something that only counts by its name. */
type Target = Node | string;

/** A node with what it uses. */
interface Linked {
  readonly pieces: readonly CodePiece[];
  readonly targets: readonly Target[];
  /** The files whose facts that depends on. */
  readonly files: ReadonlySet<string>;
}

const WHOLE = "*";
/** Statics of a task that are no code of its own. */
const NEUTRAL: ReadonlySet<string> = new Set(["with", "name", "family", "prototype", "parameters", "kind"]);

/** Is a use the loading of a module on the way? */
export function isLoad(use: string): boolean {
  return use.startsWith("import(");
}

export function loadedBy(use: string): string {
  return use.slice("import(".length, -1);
}

/** Finds all code that a task depends on, across files. */
export class CodeLinker {
  readonly #modules: ModuleGraph;
  readonly #names: NameResolver;
  readonly #hierarchy: ClassHierarchy;
  readonly #linked = new Map<string, Linked>();

  constructor(modules: ModuleGraph, names: NameResolver, hierarchy: ClassHierarchy) {
    this.#modules = modules;
    this.#names = names;
    this.#hierarchy = hierarchy;
  }

  /** @param name what the class is declared as in its file */
  codeOf(file: string, name: string): LinkedCode {
    const numbers = new Map([[keyOf({ file, name }), 0]]);
    const nodes: Node[] = [{ file, name }];
    const written: string[] = [];
    const pieces: CodePiece[] = [];
    // The list grows while it is walked. Numbers in order of use tell the same code from the same code elsewhere.
    for (const node of nodes) {
      const linked = this.#link(node);
      this.#names.dependOn(linked.files);
      pieces.push(...linked.pieces);
      written.push(...linked.pieces.map((piece) => piece.hash));
      for (const target of linked.targets) {
        if (typeof target === "string") {
          written.push(target);
          continue;
        }
        const key = keyOf(target);
        let number = numbers.get(key);
        if (number === undefined) {
          number = nodes.push(target) - 1;
          numbers.set(key, number);
        }
        written.push(`#${number}`);
      }
      written.push(";");
    }
    return { hash: hash("sha1", written.join(" "), "base64url").slice(0, 20), pieces };
  }

  #link(node: Node): Linked {
    const key = keyOf(node);
    let linked = this.#linked.get(key);
    if (linked === undefined) {
      const { result, files } = this.#names.tracked(() => this.#findUses(node));
      linked = { ...result, files };
      this.#linked.set(key, linked);
    }
    return linked;
  }

  #findUses({ file, name }: Node): Omit<Linked, "files"> {
    this.#names.dependOn([file]);
    const facts = this.#modules.files.get(file);
    if (facts === undefined) return { pieces: [], targets: [] };
    const { pieces, effects } = facts.code;
    const declared = pieces.filter((piece) => name === WHOLE || piece.name === name).sort(byName);
    const targets = declared.flatMap((piece) => piece.uses.flatMap((use) => this.#targetsOf(file, use, piece)));
    if (name === WHOLE)
      targets.push(...facts.stars.map((star) => this.#follow(file, { from: star, name: WHOLE })).flat());
    // Whatever is used of a file, it is loaded first.
    const loading = effects.flatMap((from) => this.#follow(file, { from, name: "" }));
    if (name === "") targets.push(...loading);
    else if (effects.length > 0 || pieces.some((piece) => piece.name === "")) targets.push({ file, name: "" });
    return {
      targets,
      pieces: declared.map((piece) => ({ file, name: titleOf(piece), line: piece.line, hash: piece.hash })),
    };
  }

  #targetsOf(file: string, use: string, piece: PieceFacts): Target[] {
    if (isLoad(use)) return this.#follow(file, { from: loadedBy(use), name: WHOLE });
    const [root = "", member] = use.split(".");
    return this.#named(file, root, member, piece.inherits ?? false, new Set());
  }

  /** @param inherits it is extended: of a task too all code counts then, and not just which one it is */
  #named(file: string, name: string, member: string | undefined, inherits: boolean, seen: Set<string>): Target[] {
    this.#names.dependOn([file]);
    const facts = this.#modules.files.get(file);
    if (facts === undefined || seen.has(keyOf({ file, name }))) return [];
    seen.add(keyOf({ file, name }));
    const link = own(facts.code.links, name);
    if (link?.name === "*") return this.#follow(file, { from: link.from, name: member ?? WHOLE }, inherits, seen);
    if (link) return this.#follow(file, link, inherits, seen, member);
    const declaration = own(facts.names, name);
    if (declaration?.kind === "class" && !inherits && (member === undefined || NEUTRAL.has(member))) {
      const linked = this.#names.classOf(file, declaration);
      if (this.#hierarchy.taskKindOf(linked)) return [`task ${linked.facts.family}`];
    }
    return [{ file, name }];
  }

  #follow(file: string, { from, name }: Link, inherits = false, seen = new Set<string>(), member?: string): Target[] {
    const target = this.#modules.resolve(file, from);
    // Of other packages, only what is used of them counts: which version there is, is another question.
    if (target.kind !== "file" || target.file.includes("node_modules/")) return [`${from} ${name}`];
    if (name === WHOLE || name === "") return [{ file: target.file, name }];
    return this.#exported(target.file, name, member, inherits, seen);
  }

  #exported(file: string, name: string, member: string | undefined, inherits: boolean, seen: Set<string>): Target[] {
    this.#names.dependOn([file]);
    const facts = this.#modules.files.get(file);
    if (facts === undefined) return [];
    const exported = own(facts.exports, name);
    if (exported && "local" in exported) {
      const [root = "", inner] = exported.local.split(".");
      return this.#named(file, root, inner ?? member, inherits, seen);
    }
    if (exported) return this.#follow(file, exported, inherits, seen, member);
    for (const from of facts.stars) {
      const star = this.#modules.resolve(file, from);
      const key = `* ${from} of ${file}`;
      if (star.kind !== "file" || seen.has(key)) continue;
      seen.add(key);
      const found = this.#exported(star.file, name, member, inherits, seen);
      if (found.length > 0) return found;
    }
    return [];
  }
}

function keyOf({ file, name }: Node): string {
  return `${file} ${name}`;
}

function titleOf({ name, member }: PieceFacts): string {
  return member === undefined || member === "" ? name : `${name}.${member}`;
}

/** In which order a class's members stand does not matter. */
function byName(a: PieceFacts, b: PieceFacts): number {
  const [left, right] = [titleOf(a), titleOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
