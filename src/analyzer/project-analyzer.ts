import { setImmediate } from "node:timers/promises";
import type { AnalyzerOptions } from "../protocol/analyzer-api.ts";
import type { TaskIndex } from "../protocol/task-index.ts";
import { listSourceFiles, readFreshCache } from "../protocol/task-index-cache.ts";
import { collectModules, exchangeModule, readSource } from "./collect-modules.ts";
import { type Disk, lookAtDisk, relook, resolveAnew, stamp } from "./disk.ts";
import type { FileFacts } from "./facts/file-facts.ts";
import { readKnownFiles, writeKnownFiles } from "./facts-cache.ts";
import { indexOf } from "./index-of.ts";
import type { Found } from "./index-teller.ts";
import { type LinkedFiles, linkFiles } from "./linking/link-files.ts";
import { isAboutTasks, mentionsLibrary } from "./mentions-library.ts";
import { partsOfCache, sharesOf } from "./parts-of-cache.ts";
import { TypeAsker } from "./types/type-asker.ts";
import type { AskTypes, TypeQuestion } from "./types/type-question.ts";

type ReadFile = (file: string, text: string) => FileFacts;

/** After so long the first tasks are told, and then less and less often, while the rest is being read. */
const FIRST_PIECE_MS = 50;
const NEXT_PIECE_MS = 400;

/** How long a project must have been left alone for its index to be kept. */
const KEEP_AFTER_MS = 2000;

/** How long nobody must have edited before the type checker is asked: it takes a processor for a while. */
const ASK_AFTER_MS = 500;

/**
 * Knows a project's task classes, and keeps up with its changes: a file is read when it changes and not again, and only
 * what depends on it is linked anew.
 */
export class ProjectAnalyzer {
  readonly #options: AnalyzerOptions;
  readonly #onChange: (found: Found) => void;
  /** The unsaved texts, read already. */
  readonly #overlays = new Map<string, FileFacts>();
  /** The same texts, for who can not do with facts. */
  readonly #texts = new Map<string, string>();
  readonly #types: TypeAsker;
  #disk: Disk | undefined;
  #linked: LinkedFiles | undefined;
  /** Questions are answered one after the other, so that an answer never mixes two states of the project. */
  #last: Promise<unknown> = Promise.resolve();
  #reading = new AbortController();
  #keep: NodeJS.Timeout | undefined;
  #askTypes: NodeJS.Timeout | undefined;

  /** Unsaved texts that were not read, because there are no tasks at all; absent where there are. */
  #asleep: Map<string, string> | undefined;
  #found: Found = { parts: new Map(), problems: [] };

  /**
   * @param onChange told whenever more is known, several times while many files are read
   * @param ask the type checker, where it may be asked for what syntax does not tell
   */
  constructor(options: AnalyzerOptions, onChange: (found: Found) => void = () => undefined, ask?: AskTypes) {
    this.#options = options;
    this.#onChange = onChange;
    this.#types = new TypeAsker(options.root, ask);
  }

  /** What is known so far. */
  get found(): Found {
    return this.#found;
  }

  /**
   * Brings the index up to date with the disk, and gives all of it. What was found is kept for the next start.
   *
   * @param types whether to wait for what the type checker tells
   */
  index({ types = false }: { readonly types?: boolean } = {}): Promise<TaskIndex> {
    return this.#next(async () => {
      await this.#refresh(undefined, types);
      if (types && (await this.#types.ask(this.#questions, this.#texts))) await this.#linkAgain();
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
      this.#types.changed(file);
      this.#overlay(file, text, read);
      // Which only is so where there were no tasks.
      if (this.#disk === undefined) await this.#readDisk();
      else this.#applyOverlay(this.#disk, file, had, read);
      this.#keepSoon();
    });
  }

  /** See `AnalyzerApi`. */
  cancel(): void {
    this.#reading.abort();
    this.#types.cancel();
  }

  #next<T>(answer: () => Promise<T>): Promise<T> {
    const next = this.#last.then(answer);
    this.#last = next.catch(() => undefined);
    return next;
  }

  #overlay(file: string, text: string | undefined, read: ReadFile): void {
    if (text === undefined) {
      this.#overlays.delete(file);
      this.#texts.delete(file);
    } else {
      this.#overlays.set(file, read(file, text));
      this.#texts.set(file, text);
    }
  }

  async #refresh(files?: readonly string[], types = false): Promise<void> {
    if (this.#asleep && files && !mentionsLibrary(this.#options.root, files)) return;
    if (this.#disk !== undefined && files !== undefined && relook(this.#options, this.#disk, files)) {
      for (const file of files) this.#types.changed(file);
      return this.#link(this.#disk, await loadParser());
    }
    // A first question mostly finds the project as it was left: then nothing is read or parsed at all.
    const fresh = this.#disk || this.#overlays.size > 0 ? undefined : await readFreshCache(this.#options);
    if (fresh) this.#tell({ parts: partsOfCache(fresh), problems: fresh.index.problems });
    if (fresh?.undecided && !types) this.#askTypesSoon();
    if (fresh === undefined || (fresh.undecided && types)) await this.#readDisk();
  }

  async #readDisk(): Promise<void> {
    this.#reading = new AbortController();
    const { known, stamps } = this.#disk ?? (await this.#restore());
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
    this.#types.compare(stamps, (file) => stamp(this.#options.root, disk, file));
    this.#link(disk, read);
    for (const file of known.keys()) if (!disk.stamps.has(file)) known.delete(file);
  }

  async #restore() {
    const before = await readKnownFiles(this.#options.cacheFile);
    if (before.types) this.#types.restore(before.types);
    return before;
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
    for (const [file, text] of this.#asleep ?? []) this.#overlay(file, text, read);
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
    const { answers } = this.#types;
    this.#linked = exchanged
      ? linkFiles(exchanged, answers, before, only)
      : linkFiles(collectModules(collection), answers, before);
    if (!partial && this.#types.isDue(this.#questions)) this.#askTypesSoon();
    const { parts, problems } = this.#linked;
    // What is missing may only not have been read yet.
    this.#tell({ parts, problems: partial ? [] : problems });
  }

  get #questions(): readonly TypeQuestion[] {
    return [...(this.#linked?.files.values() ?? [])].flatMap(({ result }) => result.questions);
  }

  /** Not one of the questions that are answered one after the other: edits do not wait for it. */
  #askTypesSoon(): void {
    clearTimeout(this.#askTypes);
    this.#askTypes = setTimeout(() => void this.#askTypesNow(), ASK_AFTER_MS).unref();
  }

  async #askTypesNow(): Promise<void> {
    // Who waits for the checker may be among the questions: then it has been asked.
    await this.#next(async () => (this.#disk === undefined ? this.#readDisk() : undefined));
    if (!(await this.#types.ask(this.#questions, this.#texts))) return;
    await this.#next(() => this.#linkAgain());
    this.#keepSoon();
  }

  /** With what the type checker has told. */
  async #linkAgain(): Promise<void> {
    if (this.#disk) this.#link(this.#disk, await loadParser());
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

  /** What is kept is kept again when any of this has changed. */
  #keptKey({ stamps }: Disk): string {
    return JSON.stringify([[...stamps], this.#types.kept]);
  }

  /** What is kept is what the disk says, whatever stands in editors. */
  async #keepNow(): Promise<void> {
    clearTimeout(this.#keep);
    const disk = this.#disk;
    const { include, exclude, cacheFile } = this.#options;
    if (disk === undefined || cacheFile === undefined || disk.kept === this.#keptKey(disk)) return;
    const read = await loadParser();
    const { answers, kept: types } = this.#types;
    const found =
      this.#overlays.size === 0 && this.#linked
        ? this.#linked
        : linkFiles(collectModules({ ...this.#collection(disk, read), overlays: new Map() }), answers);
    const questions = [...found.files.values()].flatMap(({ result }) => result.questions);
    const undecided = questions.some(({ key }) => !answers.has(key));
    const stamps = Object.fromEntries(disk.stamps);
    const index = indexOf(found);
    const head = {
      include,
      exclude,
      stamps,
      index,
      shares: sharesOf(found.parts),
      types,
      ...(undecided && { undecided }),
    };
    const code = new Map([...found.files.values()].flatMap(({ result }) => [...result.code]));
    await writeKnownFiles(cacheFile, head, code, disk.known);
    disk.kept = this.#keptKey(disk);
  }
}

/** The parser is most of the analyzer, and takes the longest to load: it is loaded when there is something to parse. */
async function loadParser(): Promise<ReadFile> {
  return (await import("./reading/read-file.ts")).readFile;
}

const hasTasks = ({ parts }: Found) => [...parts.values()].some(({ tasks }) => tasks.length > 0);
