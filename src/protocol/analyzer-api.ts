import type { TaskIndex } from "./task-index.ts";
import type { TaskIndexChange } from "./task-index-change.ts";

/** What the analyzer process can be asked. It serves one project and stops when its channel closes. */
export interface AnalyzerApi {
  /**
   * Brings the index up to date with the disk, re-reading only what changed, and gives all of it. With `types`, it waits
   * for what the type checker tells of requirements that syntax does not decide.
   */
  index(how?: { readonly types?: boolean }): Promise<TaskIndex>;
  /**
   * The same for who listens to {@link AnalyzerEvents.indexChanged}: it ends when the changes have been told.
   *
   * @param files the only ones that have changed, relative to the project's folder; absent: any may have
   */
  refresh(files?: readonly string[]): Promise<void>;
  /**
   * Uses `text` in place of the file's content on disk: an unsaved editor. `undefined` goes back to the disk. It ends
   * when the changes have been told.
   */
  setOverlay(file: string, text: string | undefined): Promise<void>;
  /** Ends the reading that is under way; what has been read counts, and the next question goes on from there. */
  cancel(): void;
}

/** What it tells by itself. */
export interface AnalyzerEvents {
  /** Told to who has asked for it with `refresh` or `setOverlay`: at first piece by piece, while the files are read. */
  indexChanged(change: TaskIndexChange): void;
}

/** How the analyzer process is started: `analyzer.js <options as JSON>`. */
export interface AnalyzerOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Globs of the files that may hold tasks, relative to `root`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Where the index is kept between starts, absolute; not kept when absent. */
  readonly cacheFile?: string;
  /**
   * Folders, absolute, whose package `typescript` is preferred to an own type checker, best first; the package is
   * looked for as Node does. It is run: none of a workspace that is not trusted.
   */
  readonly compilerFolders?: readonly string[];
}

/** What Node is given for an analyzer that stays: short-lived syntax trees would else make it half as big again. */
export const ANALYZER_NODE_FLAGS: readonly string[] = ["--max-semi-space-size=8"];
