import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ts } from "../typescript.ts";
import type { Compiler } from "./compiler.ts";

/** What is loaded: our own module, or a whole TypeScript, which is CommonJS. */
interface Loaded {
  readonly ownCompiler?: Compiler;
  readonly default?: typeof ts;
}

/**
 * Loads the first type checker that can be had.
 *
 * @param files see `findCompilers`
 * @throws Error when there is none
 */
export async function loadCompiler(files: readonly string[]): Promise<Compiler> {
  const reasons: string[] = [];
  for (const file of files) {
    try {
      const loaded = (await import(pathToFileURL(file).href)) as Loaded;
      const compiler = loaded.ownCompiler ?? lent(file, loaded.default);
      if (compiler) return compiler;
      reasons.push(`${file} is no TypeScript`);
    } catch (error) {
      reasons.push(`${file}: ${String(error)}`);
    }
  }
  throw new Error(`No type checker could be loaded (${reasons.join("; ")}).`);
}

/** The declarations lie beside it. */
function lent(file: string, compiler: typeof ts | undefined): Compiler | undefined {
  if (typeof compiler?.createProgram !== "function") return undefined;
  const folder = path.dirname(file);
  return {
    ts: compiler,
    libraryFile: (name) => {
      try {
        return readFileSync(path.join(folder, name), "utf8");
      } catch {
        return undefined;
      }
    },
  };
}
