import path from "node:path";
import type { PathAliases } from "./path-aliases.ts";

/** What an import's text leads to. */
export type ModuleTarget =
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "library" }
  /** Another package, or Node itself. */
  | { readonly kind: "outside" }
  /** `tried`: the files that would have answered it. */
  | { readonly kind: "missing"; readonly tried: readonly string[] };

const LIBRARY = "pipewright";
const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
/** TypeScript is imported by the name that its JavaScript would have. */
const SOURCE_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/**
 * Finds the file that an import means.
 *
 * @param from the importing file, relative to the project's folder
 * @param specifier as written: `./dump-sales.ts`
 * @param exists is there such a file, relative to the project's folder?
 */
export function resolveModule(
  from: string,
  specifier: string,
  aliases: PathAliases,
  exists: (file: string) => boolean,
): ModuleTarget {
  if (specifier === LIBRARY) return { kind: "library" };
  const relative = /^\.\.?(\/|$)/.test(specifier);
  const bases = relative ? [path.posix.join(path.posix.dirname(from), specifier)] : aliases.resolve(specifier);
  const tried = bases.flatMap(candidates);
  const file = tried.find(exists);
  if (file !== undefined) return { kind: "file", file };
  return relative ? { kind: "missing", tried } : { kind: "outside" };
}

function candidates(base: string): string[] {
  const ending = path.posix.extname(base);
  const stem = base.slice(0, base.length - ending.length);
  const sources = (SOURCE_ENDINGS[ending] ?? []).map((source) => stem + source);
  const exact = ENDINGS.includes(ending) ? [...sources, base] : [];
  return [...exact, ...ENDINGS.map((end) => base + end), ...ENDINGS.map((end) => path.posix.join(base, `index${end}`))];
}
