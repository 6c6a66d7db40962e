import { setImmediate } from "node:timers/promises";
import type { AnalyzerOptions } from "../protocol/analyzer-api.ts";
import type { TaskIndex } from "../protocol/task-index.ts";
import { listSourceFiles, readFreshCache } from "../protocol/task-index-cache.ts";
import { TaskIndexMirror } from "../protocol/task-index-mirror.ts";
import { collectModules, exchangeModule, readSource } from "./collect-modules.ts";
import { type Disk, lookAtDisk, relook, resolveAnew, stamp } from "./disk.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import { readKnownFiles, writeKnownFiles } from "./facts-cache.ts";
import type { Found } from "./index-teller.ts";
import { type LinkedFiles, linkFiles } from "./linking/link-files.ts";
import { isAboutTasks, mentionsLibrary } from "./mentions-library.ts";
import { partsOfCache, sharesOf } from "./parts-of-cache.ts";

type ReadFile = (file: string, text: string) => FileFacts;

/** After so long the first tasks are told, and then less and less often, while the rest is being read. */
const FIRST_PIECE_MS = 50;
const NEXT_PIECE_MS = 400;

/** How long a project must have been left alone for its index to be kept. */
const KEEP_AFTER_MS = 2000;

/**
 * Knows a project's task classes, and keeps up with its changes: a file is read when it changes and not again, and only
 * what depends on it is linked anew.
 */
export class ProjectAnalyzer {
  readonly #options: AnalyzerOptions;
  readonly #onChange: (found: Found) => void;
  /** The unsaved texts, read already. */
  readonly #overlays = new Map<string, FileFacts>();
  #disk: Disk | undefined;
  #linked: LinkedFiles | undefined;
  /** Questions are answered one after the other, so that an answer never mixes two states of the project. */
  #last: Promise<unknown> = Promise.resolve();
  #reading = new AbortController();
  #keep: NodeJS.Timeout | undefined;

  /** Unsaved texts that were not read, because there are no tasks at all; absent where there are. */
  #asleep: Map<string, string> | undefined;
  #found: Found = { parts: new Map(), problems: [] };

  /** @param onChange told whenever more is known, several times while many files are read */
  constructor(options: AnalyzerOptions, onChange: (found: Found) => void = () => undefined) {
    this.#options = options;
    this.#onChange = onChange;
  }

  /** What is known so far. */
  get found(): Found {
    return this.#found;
  }

  /** Brings the index up to date with the disk, and gives all of it. What was found is kept for the next start. */
  index(): Promise<TaskIndex> {
    return this.#next(async () => {
      await this.#refresh();
      await this.#keepNow();
      return indexOf(this.#found);
    });
  }

  /** See `AnalyzerApi`. */
  refresh(files?: readonly string[]): Promise<void> {
    return this.#next(async () => {
      await this.#refresh(files);
      this.#keepSoon();
    });
  }

  /** As `edit`, for who wants the whole index. */
  async setOverlay(file: string, text: string | undefined): Promise<TaskIndex> {
    await this.edit(file, text);
    return indexOf(this.#found);
  }

  /** See `setOverlay` of `AnalyzerApi`. */
  edit(file: string, text: string | undefined): Promise<void> {
    return this.#next(async () => {
      if (this.#disk === undefined && this.#asleep === undefined) await this.#readDisk();
      if (this.#asleep && (text === undefined || !isAboutTasks(text))) {
        if (text === undefined) this.#asleep.delete(file);
        else this.#asleep.set(file, text);
        return;
      }
      const read = await loadParser();
      this.#wake(read);
      const had = this.#overlays.has(file);
      if (text === undefined) this.#overlays.delete(file);
      else this.#overlays.set(file, read(file, text));
      // Which only is so where there were no tasks.
      if (this.#disk === undefined) await this.#readDisk();
      else this.#applyOverlay(this.#disk, file, had, read);
      this.#keepSoon();
    });
  }

  /** See `AnalyzerApi`. */
  cancel(): void {
    this.#reading.abort();
  }

  #next<T>(answer: () => Promise<T>): Promise<T> {
    const next = this.#last.then(answer);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #refresh(files?: readonly string[]): Promise<void> {
    if (this.#asleep && files && !mentionsLibrary(this.#options.root, files)) return;
    if (this.#disk !== undefined && files !== undefined && relook(this.#options, this.#disk, files)) {
      return this.#link(this.#disk, await loadParser());
    }
    // A first question mostly finds the project as it was left: then nothing is read or parsed at all.
    const fresh = this.#disk || this.#overlays.size > 0 ? undefined : await readFreshCache(this.#options);
    if (fresh) this.#tell({ parts: partsOfCache(fresh), problems: fresh.index.problems });
    else await this.#readDisk();
  }

  async #readDisk(): Promise<void> {
    this.#reading = new AbortController();
    const known = this.#disk?.known ?? (await readKnownFiles(this.#options.cacheFile));
    const sources = await listSourceFiles(this.#options);
    if (known.size === 0 && this.#overlays.size === 0 && !mentionsLibrary(this.#options.root, sources)) {
      this.#asleep ??= new Map();
      return this.#tell({ parts: new Map(), problems: [] });
    }
    const read = await loadParser();
    this.#wake(read);
    const disk = await lookAtDisk(this.#options, sources, known, this.#disk);
    await this.#readSources(disk, read, this.#reading.signal);
    this.#disk = disk;
    this.#link(disk, read);
    for (const file of known.keys()) if (!disk.stamps.has(file)) known.delete(file);
  }

  /** Reads what has changed, and tells of it on the way. */
  async #readSources(disk: Disk, read: ReadFile, signal: AbortSignal): Promise<void> {
    const collection = this.#collection(disk, read);
    let told = performance.now();
    let piece = FIRST_PIECE_MS;
    for (const file of disk.sources) {
      if (!readSource(file, collection) || performance.now() - told < piece) continue;
      // Who cancels speaks over a channel, which is heard only in a pause.
      await setImmediate();
      if (signal.aborted) throw new Error("The reading was cancelled.");
      // With an index to show, half of a new one is no gain.
      if (this.#linked === undefined || this.#disk === undefined) this.#link(disk, read, { partial: true });
      told = performance.now();
      if (hasTasks(this.#found)) piece = Math.max(NEXT_PIECE_MS, 2 * piece);
    }
  }

  #wake(read: ReadFile): void {
    for (const [file, text] of this.#asleep ?? []) this.#overlays.set(file, read(file, text));
    this.#asleep = undefined;
  }

  #applyOverlay(disk: Disk, file: string, had: boolean, read: ReadFile): void {
    // What is on the disk counts again, which may have changed meanwhile.
    if (!this.#overlays.has(file)) disk.stamps.delete(file);
    // An editor's file that is not on the disk comes and goes with its overlay.
    if (had !== this.#overlays.has(file) && stamp(this.#options.root, disk, file) === "absent") resolveAnew(disk);
    this.#link(disk, read, { only: file });
  }

  #link(disk: Disk, read: ReadFile, { partial, only }: { partial?: true; only?: string } = {}): void {
    const collection = { ...this.#collection(disk, read), partial };
    const before = this.#linked;
    const exchanged = only !== undefined && before ? exchangeModule(before.modules, only, collection) : undefined;
    this.#linked = exchanged ? linkFiles(exchanged, before, only) : linkFiles(collectModules(collection), before);
    const { parts, problems } = this.#linked;
    // What is missing may only not have been read yet.
    this.#tell({ parts, problems: partial ? [] : problems });
  }

  #tell(found: Found): void {
    this.#found = found;
    this.#onChange(found);
  }

  #collection(disk: Disk, read: ReadFile) {
    const { root } = this.#options;
    return { ...disk, root, overlays: this.#overlays, read, stampOf: (file: string) => stamp(root, disk, file) };
  }

  #keepSoon(): void {
    clearTimeout(this.#keep);
    this.#keep = setTimeout(() => void this.#next(() => this.#keepNow()), KEEP_AFTER_MS).unref();
  }

  /** What is kept is what the disk says, whatever stands in editors. */
  async #keepNow(): Promise<void> {
    clearTimeout(this.#keep);
    const disk = this.#disk;
    const { include, exclude, cacheFile } = this.#options;
    if (disk === undefined || cacheFile === undefined || disk.kept === stampsKey(disk)) return;
    const read = await loadParser();
    const found =
      this.#overlays.size === 0 && this.#linked
        ? this.#linked
        : linkFiles(collectModules({ ...this.#collection(disk, read), overlays: new Map() }));
    const stamps = Object.fromEntries(disk.stamps);
    const head = { include, exclude, stamps, index: indexOf(found), shares: sharesOf(found.parts) };
    const code = new Map([...found.files.values()].flatMap(({ result }) => [...result.code]));
    await writeKnownFiles(cacheFile, head, code, disk.known);
    disk.kept = stampsKey(disk);
  }
}

function indexOf({ parts, problems }: Found): TaskIndex {
  const mirror = new TaskIndexMirror();
  mirror.apply({ reset: true, files: [...parts], problems });
  return mirror.index;
}

/** The parser is most of the analyzer, and takes the longest to load: it is loaded when there is something to parse. */
async function loadParser(): Promise<ReadFile> {
  const { readFile } = await import("./reading/read-file.ts");
  return readFile;
}

function hasTasks({ parts }: Found): boolean {
  return [...parts.values()].some(({ tasks }) => tasks.length > 0);
}

function stampsKey({ stamps }: Disk): string {
  return JSON.stringify([...stamps]);
}
