import type { Compiler } from "./types/compiler.ts";
import { standardLibrary } from "./types/standard-library.ts";
import { ts } from "./typescript.ts";

const library = standardLibrary();

/**
 * The type checker that comes with us. A file of its own, loaded by its name, so that whoever can borrow one may leave it
 * out: it is 0.8 MB.
 */
export const ownCompiler: Compiler = { ts, libraryFile: (name) => library.get(name) };
