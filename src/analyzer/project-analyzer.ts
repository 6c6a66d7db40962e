import type { AnalyzerApi, AnalyzerOptions } from "../protocol/analyzer-api.ts";
import type { TaskIndex } from "../protocol/task-index.ts";
import { type FileStamp, listSourceFiles, readFreshTaskIndex, stampOf } from "../protocol/task-index-cache.ts";
import { collectModules } from "./collect-modules.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import { type KnownFiles, readKnownFiles, writeKnownFiles } from "./facts-cache.ts";
import { linkFiles } from "./linking/link-files.ts";
import { PathAliases } from "./linking/path-aliases.ts";
import type { ModuleTarget } from "./linking/resolve-module.ts";

/** What was found on the disk the last time that it was looked at. */
interface Disk {
  readonly sources: readonly string[];
  readonly known: KnownFiles;
  readonly aliases: PathAliases;
  /** Grows as imports lead to more files. */
  readonly stamps: Map<string, FileStamp>;
  readonly targets: Map<string, ModuleTarget>;
}

type ReadFile = (file: string, text: string) => FileFacts;

/**
 * Knows a project's task classes, and keeps up with its changes: a file is read when it changes and not again, and the
 * facts of all files are linked anew each time, which takes a few milliseconds.
 */
export class ProjectAnalyzer implements AnalyzerApi {
  readonly #options: AnalyzerOptions;
  /** The unsaved texts, read already. */
  readonly #overlays = new Map<string, FileFacts>();
  #disk: Disk | undefined;
  /** Questions are answered one after the other, so that an answer never mixes two states of the project. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: AnalyzerOptions) {
    this.#options = options;
  }

  index(): Promise<TaskIndex> {
    return this.#next(() => this.#index());
  }

  setOverlay(file: string, text: string | undefined): Promise<TaskIndex> {
    return this.#next(async () => {
      if (text === undefined) this.#overlays.delete(file);
      else this.#overlays.set(file, (await loadParser())(file, text));
      if (this.#disk === undefined) return this.#index();
      // What is on the disk counts again, which may have changed meanwhile.
      if (text === undefined) this.#disk.stamps.delete(file);
      // An editor's file that is not on the disk comes and goes with its overlay.
      if (stamp(this.#options.root, this.#disk, file) === "absent") this.#disk.targets.clear();
      return this.#link(this.#disk, await loadParser(), this.#overlays);
    });
  }

  #next<T>(answer: () => Promise<T>): Promise<T> {
    const next = this.#last.then(answer);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #index(): Promise<TaskIndex> {
    // A first question mostly finds the project as it was left: then nothing is read or parsed at all.
    const fresh = this.#disk || this.#overlays.size > 0 ? undefined : await readFreshTaskIndex(this.#options);
    return fresh ?? this.#readDisk();
  }

  async #readDisk(): Promise<TaskIndex> {
    const { root, include, exclude, cacheFile } = this.#options;
    const [sources, known, read, { readTsconfigAliases }] = await Promise.all([
      listSourceFiles(this.#options),
      this.#disk?.known ?? readKnownFiles(cacheFile),
      loadParser(),
      import("./tsconfig-aliases.ts"),
    ]);
    const tsconfig = readTsconfigAliases(root);
    const disk: Disk = {
      sources,
      known,
      aliases: new PathAliases(tsconfig.paths),
      stamps: new Map(),
      targets: new Map(),
    };
    for (const file of tsconfig.files) stamp(root, disk, file);

    const index = this.#link(disk, read, new Map());
    const changed = !sameStamps(this.#disk?.stamps, disk.stamps);
    this.#disk = disk;
    for (const file of known.keys()) if (!disk.stamps.has(file)) known.delete(file);
    if (cacheFile !== undefined && changed) {
      await writeKnownFiles(cacheFile, { include, exclude, stamps: Object.fromEntries(disk.stamps), index }, known);
    }
    return this.#overlays.size === 0 ? index : this.#link(disk, read, this.#overlays);
  }

  #link(disk: Disk, read: ReadFile, overlays: ReadonlyMap<string, FileFacts>): TaskIndex {
    const { root } = this.#options;
    return linkFiles(collectModules({ ...disk, root, overlays, read, stampOf: (file) => stamp(root, disk, file) }));
  }
}

/** The parser is most of the analyzer, and takes the longest to load: it is loaded when there is something to parse. */
async function loadParser(): Promise<ReadFile> {
  const { readFile } = await import("./reading/read-file.ts");
  return readFile;
}

function stamp(root: string, { stamps }: Disk, file: string): FileStamp {
  let known = stamps.get(file);
  if (known === undefined) {
    known = stampOf(root, file);
    stamps.set(file, known);
  }
  return known;
}

function sameStamps(a: ReadonlyMap<string, FileStamp> | undefined, b: ReadonlyMap<string, FileStamp>): boolean {
  return a?.size === b.size && [...b].every(([file, content]) => a.get(file) === content);
}
