import type { AnalyzerOptions } from "../protocol/analyzer-api.ts";
import { type FileStamp, listSourceFiles, stampOf } from "../protocol/task-index-cache.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import type { KnownFiles } from "./facts-cache.ts";
import { PathAliases } from "./linking/path-aliases.ts";
import type { ModuleTarget } from "./linking/resolve-module.ts";

/** What was found on the disk the last time that it was looked at. */
export interface Disk {
  readonly sources: readonly string[];
  readonly known: KnownFiles;
  readonly aliases: PathAliases;
  /** Grows as imports lead to more files. */
  readonly stamps: Map<string, FileStamp>;
  /** Where imports lead, and the files that those of a file do: another object once files have come or gone. */
  targets: Map<string, ModuleTarget>;
  imports: WeakMap<FileFacts, readonly string[]>;
  /** The files that say how imports are resolved. */
  readonly settings: ReadonlySet<string>;
  /** The stamps of what the cache holds. */
  kept?: string;
}

/** Looks at every file, without reading one. */
export async function lookAtDisk(options: AnalyzerOptions, known: KnownFiles, before: Disk | undefined): Promise<Disk> {
  const { root } = options;
  const [sources, { readTsconfigAliases }] = await Promise.all([
    listSourceFiles(options),
    import("./tsconfig-aliases.ts"),
  ]);
  const tsconfig = readTsconfigAliases(root);
  const disk: Disk = {
    sources,
    known,
    aliases: new PathAliases(tsconfig.paths),
    stamps: new Map(),
    targets: new Map(),
    imports: new WeakMap(),
    settings: new Set(tsconfig.files),
    kept: before?.kept,
  };
  for (const file of tsconfig.files) stamp(root, disk, file);
  if (before && resolvesAsBefore(root, disk, before)) {
    disk.targets = before.targets;
    disk.imports = before.imports;
  }
  return disk;
}

/**
 * Looks at some files only.
 *
 * @returns whether that is enough: no file has come or gone, and none says how imports are resolved
 */
export function relook({ root }: AnalyzerOptions, disk: Disk, files: readonly string[]): boolean {
  for (const file of files) {
    const before = disk.stamps.get(file);
    const now = stampOf(root, file);
    if (before === undefined || disk.settings.has(file) || (before === "absent") !== (now === "absent")) return false;
    disk.stamps.set(file, now);
  }
  return true;
}

/** Imports may lead elsewhere from now on. */
export function resolveAnew(disk: Disk): void {
  disk.targets = new Map();
  disk.imports = new WeakMap();
}

export function stamp(root: string, { stamps }: Disk, file: string): FileStamp {
  let known = stamps.get(file);
  if (known === undefined) {
    known = stampOf(root, file);
    stamps.set(file, known);
  }
  return known;
}

/** Every file that an import could lead to is there or not there as it was. */
function resolvesAsBefore(root: string, disk: Disk, before: Disk): boolean {
  for (const file of disk.settings) if (before.stamps.get(file) !== disk.stamps.get(file)) return false;
  for (const [file, known] of before.stamps) {
    if ((known === "absent") !== (stamp(root, disk, file) === "absent")) return false;
  }
  return true;
}
