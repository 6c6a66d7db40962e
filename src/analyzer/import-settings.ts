import path from "node:path";
import type { PathAliases } from "./linking/path-aliases.ts";
import { type Manifest, packageCandidates } from "./package-candidates.ts";

/** What the project's settings say of imports that do not start with a dot. Read when they are needed, each once. */
export interface SettingsReader {
  /** The `paths` of the tsconfig.json in a folder, and of what it extends or refers to; `undefined` where there is none. */
  aliasesIn(folder: string): PathAliases | undefined;
  /** The package.json in a folder. */
  manifestIn(folder: string): Manifest | undefined;
  /** The packages of the repository, by name, with their folders. */
  readonly workspaces: ReadonlyMap<string, string>;
}

const LIBRARY = "pipewright";

/** Where bare imports may lead: to files of the project, and of packages that build on the library. */
export class ImportSettings {
  readonly #reader: SettingsReader;
  readonly #aliases = new Map<string, PathAliases | undefined>();

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  /**
   * @param from the importing file, relative to the project's folder
   * @returns the files that it may mean, the most likely first; their endings may be missing
   */
  candidates(from: string, specifier: string): readonly string[] {
    const folder = path.posix.dirname(from);
    if (specifier.startsWith("#")) return this.#internal(folder, specifier);
    const aliased = this.#aliasesFor(folder)?.resolve(specifier) ?? [];
    if (aliased.length > 0) return aliased;
    const [name, inside] = splitPackage(specifier);
    const workspace = this.#reader.workspaces.get(name);
    if (workspace !== undefined) return this.#inPackage(workspace, inside, "sources");
    for (const above of foldersAbove(folder)) {
      const installed = path.posix.join(above, "node_modules", name);
      const manifest = this.#reader.manifestIn(installed);
      // Any other package can have no tasks, and is not looked into.
      if (manifest) return buildsOnLibrary(manifest) ? this.#inPackage(installed, inside, "built") : [];
    }
    return [];
  }

  /** The nearest tsconfig.json counts, as for the compiler and the editor. */
  #aliasesFor(folder: string): PathAliases | undefined {
    const known = this.#aliases.get(folder);
    if (known !== undefined || this.#aliases.has(folder)) return known;
    const own = this.#reader.aliasesIn(folder);
    const aliases = own ?? (isTop(folder) ? undefined : this.#aliasesFor(path.posix.dirname(folder)));
    this.#aliases.set(folder, aliases);
    return aliases;
  }

  /** `#lib/x`: the `imports` of the nearest package.json. */
  #internal(folder: string, specifier: string): readonly string[] {
    for (const above of foldersAbove(folder)) {
      const manifest = this.#reader.manifestIn(above);
      if (manifest)
        return packageCandidates(manifest, specifier, "sources").map((file) => path.posix.join(above, file));
    }
    return [];
  }

  #inPackage(folder: string, inside: string, prefer: "sources" | "built"): readonly string[] {
    const manifest = this.#reader.manifestIn(folder) ?? {};
    return packageCandidates(manifest, inside, prefer).map((file) => path.posix.join(folder, file));
  }
}

function buildsOnLibrary({ dependencies, peerDependencies }: Manifest): boolean {
  return [dependencies, peerDependencies].some((list) => list !== undefined && Object.hasOwn(list, LIBRARY));
}

/** `@acme/core/rows` is `./rows` of `@acme/core`. */
function splitPackage(specifier: string): [name: string, inside: string] {
  const parts = specifier.split("/");
  const length = specifier.startsWith("@") ? 2 : 1;
  return [parts.slice(0, length).join("/"), [".", ...parts.slice(length)].join("/")];
}

function* foldersAbove(folder: string): Generator<string> {
  for (let at = folder; ; at = path.posix.dirname(at)) {
    yield at;
    if (isTop(at)) return;
  }
}

function isTop(folder: string): boolean {
  return folder === "." || folder === ".." || folder.endsWith("/..");
}
