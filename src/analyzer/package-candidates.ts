import path from "node:path";

/** What matters here of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly source?: string;
  readonly exports?: Conditional;
  readonly imports?: Readonly<Record<string, Conditional>>;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A path, or paths by condition, or the first of several; the other way round, `exports` by the path inside. */
type Conditional = string | null | readonly Conditional[] | { readonly [key: string]: Conditional };

const SOURCE_CONDITIONS = ["source", "development", "types", "import", "module", "node", "require", "default"];
const BUILT_CONDITIONS = ["import", "module", "node", "default", "require", "types"];
/** Where compilers put what they make of `src`. */
const BUILT_FOLDER = /^(?:dist|lib|build|out|esm|cjs|types)\/(?:(?:esm|cjs|types|src)\/)?/;

/**
 * The files of a package that an import may mean, relative to the package's folder, the most likely first.
 *
 * @param inside `.`, `./rows` or `#rows`
 * @param prefer `sources` for a package of the same repository: it need not have been built, and what is built from the
 *   source has nothing that the source has not
 */
export function packageCandidates(manifest: Manifest, inside: string, prefer: "sources" | "built"): string[] {
  const conditions = prefer === "sources" ? SOURCE_CONDITIONS : BUILT_CONDITIONS;
  const named = namedTargets(manifest, inside, conditions);
  const files = named.map((target) => path.posix.normalize(target));
  if (prefer === "built") return files.filter((file) => !isDeclaration(file)).concat(files.filter(isDeclaration));
  const sources = files.flatMap(sourcesOf);
  if (inside.startsWith("#")) return sources;
  const guess = inside === "." ? ["src/index", "index"] : [`src/${inside.slice(2)}`, inside.slice(2)];
  return [...sources, ...guess];
}

function namedTargets(manifest: Manifest, inside: string, conditions: readonly string[]): string[] {
  const { exports, imports = {}, source, types, module, main } = manifest;
  if (inside.startsWith("#")) return matching(imports, inside, conditions);
  if (exports !== undefined && exports !== null) return matching(byPath(exports), inside, conditions);
  if (inside !== ".") return [inside];
  return [source, module, main, types].filter((target) => target !== undefined);
}

/** `exports: "./index.js"` is short for `{ ".": "./index.js" }`. */
function byPath(exports: Conditional): Readonly<Record<string, Conditional>> {
  const isMap = typeof exports === "object" && exports !== null && !Array.isArray(exports);
  return isMap && Object.keys(exports).some((key) => key.startsWith("."))
    ? (exports as Readonly<Record<string, Conditional>>)
    : { ".": exports };
}

/** An exact name wins, then the longest beginning. */
function matching(map: Readonly<Record<string, Conditional>>, wanted: string, conditions: readonly string[]): string[] {
  if (Object.hasOwn(map, wanted)) return targetsOf(map[wanted] ?? null, conditions);
  const patterns = Object.keys(map).sort((a, b) => b.indexOf("*") - a.indexOf("*"));
  for (const pattern of patterns) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined || !wanted.startsWith(before) || !wanted.endsWith(after)) continue;
    const wild = wanted.slice(before.length, wanted.length - after.length);
    return targetsOf(map[pattern] ?? null, conditions).map((target) => target.replaceAll("*", () => wild));
  }
  return [];
}

function targetsOf(target: Conditional, conditions: readonly string[]): string[] {
  if (typeof target === "string") return [target];
  if (target === null) return [];
  if (Array.isArray(target)) return target.flatMap((one: Conditional) => targetsOf(one, conditions));
  const map = target as Readonly<Record<string, Conditional>>;
  return conditions.flatMap((name) => (Object.hasOwn(map, name) ? targetsOf(map[name] ?? null, conditions) : []));
}

/** `dist/rows.d.ts` was made of `src/rows.ts`; what it was made of is looked for before it. */
function sourcesOf(file: string): string[] {
  const stem = file.replace(/(?:\.d)?\.([mc]?)[jt]sx?$/, "");
  if (stem === file) return [file];
  const inSource = stem.replace(BUILT_FOLDER, "src/");
  const beside = BUILT_FOLDER.test(stem) ? [inSource, stem.replace(BUILT_FOLDER, "")] : [];
  return isDeclaration(file) ? [...beside, stem] : [...beside, file, stem];
}

function isDeclaration(file: string): boolean {
  return /\.d\.[mc]?ts$/.test(file);
}
