import type { AnalyzerOptions } from "../protocol/analyzer-api.ts";
import { type FileStamp, stampOf } from "../protocol/task-index-cache.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import type { KnownFiles } from "./facts-cache.ts";
import { ImportSettings } from "./import-settings.ts";
import type { ModuleTarget } from "./linking/resolve-module.ts";

/** What was found on the disk the last time that it was looked at. */
export interface Disk {
  readonly sources: readonly string[];
  readonly known: KnownFiles;
  readonly settings: ImportSettings;
  /** Grows as imports lead to more files. */
  readonly stamps: Map<string, FileStamp>;
  /** Where imports lead, and the files that those of a file do: another object once files have come or gone. */
  targets: Map<string, ModuleTarget>;
  imports: WeakMap<FileFacts, readonly string[]>;
  /** The files that say how imports are resolved, as far as they were asked. */
  readonly settingsFiles: Set<string>;
  /** The stamps of what the cache holds. */
  kept?: string;
}

/** Looks at every file, without reading one. */
export async function lookAtDisk(
  { root }: AnalyzerOptions,
  sources: readonly string[],
  known: KnownFiles,
  before: Disk | undefined,
): Promise<Disk> {
  // With the parser, which is loaded only where it is needed.
  const { settingsReader } = await import("./settings-reader.ts");
  const stamps = new Map<string, FileStamp>();
  const settingsFiles = new Set<string>();
  const reader = settingsReader(root, (file) => {
    settingsFiles.add(file);
    stamp(root, { stamps }, file);
  });
  const disk: Disk = {
    sources,
    known,
    settings: new ImportSettings(reader),
    settingsFiles,
    stamps,
    targets: new Map(),
    imports: new WeakMap(),
    kept: before?.kept,
  };
  if (before && resolvesAsBefore(root, disk, before)) {
    disk.targets = before.targets;
    disk.imports = before.imports;
    for (const file of before.settingsFiles) disk.settingsFiles.add(file);
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
    if (before === undefined || disk.settingsFiles.has(file) || (before === "absent") !== (now === "absent"))
      return false;
    disk.stamps.set(file, now);
  }
  return true;
}

/** Imports may lead elsewhere from now on. */
export function resolveAnew(disk: Disk): void {
  disk.targets = new Map();
  disk.imports = new WeakMap();
}

export function stamp(root: string, { stamps }: Pick<Disk, "stamps">, file: string): FileStamp {
  let known = stamps.get(file);
  if (known === undefined) {
    known = stampOf(root, file);
    stamps.set(file, known);
  }
  return known;
}

/** Every file that an import could lead to is there or not there as it was. */
function resolvesAsBefore(root: string, disk: Disk, before: Disk): boolean {
  for (const file of before.settingsFiles) {
    if (before.stamps.get(file) !== stamp(root, disk, file)) return false;
  }
  for (const [file, known] of before.stamps) {
    if ((known === "absent") !== (stamp(root, disk, file) === "absent")) return false;
  }
  return true;
}
