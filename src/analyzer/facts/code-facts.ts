import type { Link, NamePath } from "./file-facts.ts";

/** A file's code in pieces that can change one without the other, as far as it is run. */
export interface CodeFacts {
  readonly pieces: readonly PieceFacts[];
  /** What the pieces use of other files, by local name. */
  readonly links: Readonly<Record<string, Link>>;
  /** The modules that are loaded for what they do: `import "./register.ts"`. */
  readonly effects: readonly string[];
}

/**
 * A declaration of the top level, or a member of such a class. Those of one name belong together; those without a name
 * are the statements that are run when the file is loaded.
 */
export interface PieceFacts {
  readonly name: string;
  /** Of a class: which one; absent for the class without its members. */
  readonly member?: string;
  readonly line: number;
  /** Of what it does: not of how it is laid out, of comments, types, and the names of the file's own declarations. */
  readonly hash: string;
  /** The names that it uses of its file, in order, each once; `import("./other.ts")` for a module loaded on the way. */
  readonly uses: readonly NamePath[];
  /** It is what a class extends: then even a task is part of it, not only required. */
  readonly inherits?: true;
}
