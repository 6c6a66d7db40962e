import path from "node:path";
import { SOURCE_ENDINGS } from "../../protocol/source-endings.ts";
import { sourcesOfBuilt } from "./sources-of-built.ts";

/** What an import's text leads to. */
export type ModuleTarget =
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "library" }
  /** Another package, or Node itself. */
  | { readonly kind: "outside" }
  | { readonly kind: "missing" };

const LIBRARY = "pipewright";
/** Classes to build on are in these, too. */
const CONNECTORS = `${LIBRARY}/targets/`;
/** TypeScript is imported by the name that its JavaScript would have. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
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
 * @param settings where imports may lead that do not start with a dot
 * @param exists is there such a file, relative to the project's folder?
 */
export function resolveModule(
  from: string,
  specifier: string,
  settings: { candidates(from: string, specifier: string): readonly string[] },
  exists: (file: string) => boolean,
): ModuleTarget {
  if (specifier === LIBRARY || specifier.startsWith(CONNECTORS)) return { kind: "library" };
  const relative = /^\.\.?(\/|$)/.test(specifier);
  const bases = relative
    ? [path.posix.join(path.posix.dirname(from), specifier)]
    : settings.candidates(from, specifier);
  const found = firstFile(bases, exists);
  // What another project of the repository is built into need not be there, and has nothing that its source has not.
  const source = relative && !isTypeScript(found) ? firstFile(bases.flatMap(sourcesOfBuilt), exists) : undefined;
  const file = isTypeScript(source) ? source : found;
  if (file !== undefined) return { kind: "file", file };
  return { kind: relative ? "missing" : "outside" };
}

function firstFile(bases: readonly string[], exists: (file: string) => boolean): string | undefined {
  for (const base of bases) for (const file of candidates(base)) if (exists(file)) return file;
  return undefined;
}

function isTypeScript(file: string | undefined): file is string {
  return file !== undefined && /\.[mc]?tsx?$/.test(file);
}

/** The files that an import may mean, the most likely first: mostly no more than that one is looked for. */
function* candidates(base: string): Generator<string> {
  const ending = path.posix.extname(base);
  const stem = base.slice(0, base.length - ending.length);
  for (const source of SOURCES_OF[ending] ?? []) yield stem + source;
  if (SOURCE_ENDINGS.includes(ending)) yield base;
  for (const end of SOURCE_ENDINGS) yield base + end;
  for (const end of SOURCE_ENDINGS) yield path.posix.join(base, `index${end}`);
}
