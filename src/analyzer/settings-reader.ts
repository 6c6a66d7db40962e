import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import type { SettingsReader } from "./import-settings.ts";
import { PathAliases } from "./linking/path-aliases.ts";
import type { Manifest } from "./package-candidates.ts";
import { readTsconfigAliases } from "./tsconfig-aliases.ts";

/** How far above the project's folder the repository's root is looked for. */
const MAX_LEVELS = 6;

/**
 * Reads tsconfig.json and package.json files.
 *
 * @param looked told of each file that plays a part, relative to the project's folder, whether there is one or not
 */
export function settingsReader(root: string, looked: (file: string) => void): SettingsReader {
  const relative = (file: string) => path.relative(root, file).replaceAll("\\", "/");
  const read = (file: string): string | undefined => {
    looked(relative(file));
    return textOf(file);
  };
  const manifests = new Map<string, Manifest | undefined>();
  const manifestIn = (folder: string): Manifest | undefined => {
    if (manifests.has(folder)) return manifests.get(folder);
    const manifest = parse(read(path.join(root, folder, "package.json")));
    manifests.set(folder, manifest);
    return manifest;
  };
  const aliasesIn = (folder: string): PathAliases | undefined => {
    const tsconfig = path.join(root, folder, "tsconfig.json");
    if (read(tsconfig) === undefined) return undefined;
    const { paths, files } = readTsconfigAliases(root, tsconfig);
    for (const file of files) looked(file);
    return new PathAliases(paths);
  };
  const readWorkspaces = () => new Map(workspacesOf(root, read).map(({ name, folder }) => [name, relative(folder)]));
  let workspaces: ReadonlyMap<string, string> | undefined;
  return {
    manifestIn,
    aliasesIn,
    get workspaces() {
      workspaces ??= readWorkspaces();
      return workspaces;
    },
  };
}

/** The packages of the repository that the project is in: the `workspaces` of npm and yarn, and pnpm's. */
function workspacesOf(
  root: string,
  read: (file: string) => string | undefined,
): { readonly name: string; readonly folder: string }[] {
  let top = root;
  for (let level = 0; level < MAX_LEVELS; level++, top = path.dirname(top)) {
    const patterns = patternsIn(parse(read(path.join(top, "package.json")))) ?? pnpmPatterns(read, top);
    if (patterns === undefined) continue;
    const found = globSync(
      patterns.map((pattern) => `${pattern.replace(/\/$/, "")}/package.json`),
      {
        cwd: top,
        ignore: ["**/node_modules/**"],
        absolute: true,
      },
    );
    return found.sort().flatMap((file) => {
      const name = parse(read(file))?.name;
      return name === undefined ? [] : [{ name, folder: path.dirname(file) }];
    });
  }
  return [];
}

function patternsIn(manifest: Manifest | undefined): readonly string[] | undefined {
  const { workspaces } = manifest ?? {};
  return workspaces && "packages" in workspaces ? workspaces.packages : (workspaces as readonly string[] | undefined);
}

/** Of pnpm-workspace.yaml one list matters: `packages:`, a pattern a line. */
function pnpmPatterns(read: (file: string) => string | undefined, folder: string): string[] | undefined {
  const list = /^packages:\s*\n((?:[ \t]*(?:-.*|#.*)?\n?)+)/m.exec(
    read(path.join(folder, "pnpm-workspace.yaml")) ?? "",
  );
  const lines = list?.[1]?.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm);
  return lines && [...lines].flatMap(([, pattern]) => (pattern === undefined ? [] : [pattern]));
}

function parse(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    // It is being written, or none at all: imports that need it lead nowhere.
    return {};
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
