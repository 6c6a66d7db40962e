import type { ts } from "../typescript.ts";

/** A TypeScript that has a type checker, be it our own part of one, the project's or the editor's. */
export interface Compiler {
  readonly ts: typeof ts;
  /** A file with declarations of the language's own types, by its name: `lib.es5.d.ts`. */
  libraryFile(name: string): string | undefined;
}
