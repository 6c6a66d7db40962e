import { readFileSync } from "node:fs";
import path from "node:path";
import { ts } from "./typescript.ts";

/** `paths`, with targets relative to the project's folder, and the files that say so. */
export interface TsconfigAliases {
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly string[];
}

/**
 * Reads the `paths` of a tsconfig.json, of what it extends, and, where it has none itself, of the projects that it refers
 * to: `tsconfig.app.json`, say. A broken one has none.
 */
export function readTsconfigAliases(root: string, tsconfig: string): TsconfigAliases {
  const read = new Set<string>();
  const readFile = (file: string) => {
    read.add(file);
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    // Which files it includes is not asked here.
    readDirectory: () => [],
    fileExists: (file) => ts.sys.fileExists(file),
    readFile,
  };
  const relative = (target: string) => path.relative(root, target).replaceAll("\\", "/");

  const pathsOf = (file: string): TsconfigAliases["paths"] => {
    const { config } = ts.readConfigFile(file, readFile);
    const folder = path.dirname(file);
    const { options, projectReferences = [] } = ts.parseJsonConfigFileContent(
      config ?? {},
      host,
      folder,
      undefined,
      file,
    );
    const { paths } = options;
    if (paths === undefined) {
      const referred = projectReferences.map((reference) => ts.resolveProjectReferencePath(reference));
      return Object.assign({}, ...referred.filter((other) => !read.has(other)).map(pathsOf));
    }
    const base = options.baseUrl ?? (options.pathsBasePath as string | undefined) ?? folder;
    const absolute = (target: string) => relative(path.resolve(base, target));
    return Object.fromEntries(Object.entries(paths).map(([pattern, targets]) => [pattern, targets.map(absolute)]));
  };
  return { paths: pathsOf(tsconfig), files: [...read].map(relative) };
}
