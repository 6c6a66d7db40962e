import { readFileSync } from "node:fs";
import path from "node:path";
import { ts } from "./typescript.ts";

/** `paths`, with targets relative to the project's folder, and the files that say so. */
export interface TsconfigAliases {
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly string[];
}

/** Reads the `paths` of the project's tsconfig.json and of what it extends. A broken one has none. */
export function readTsconfigAliases(root: string): TsconfigAliases {
  const read: string[] = [];
  const readFile = (file: string) => {
    read.push(file);
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
  const tsconfig = path.join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(tsconfig, readFile);
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, root, undefined, tsconfig);
  const base = options.baseUrl ?? (options.pathsBasePath as string | undefined) ?? root;
  const relative = (target: string) => path.relative(root, path.resolve(base, target)).replaceAll("\\", "/");
  const paths = Object.entries(options.paths ?? {}).map(([pattern, targets]) => [pattern, targets.map(relative)]);
  return {
    paths: Object.fromEntries(paths) as TsconfigAliases["paths"],
    files: [...new Set(read)].map((file) => path.relative(root, file).replaceAll("\\", "/")),
  };
}
