import type { TaskIndex } from "./task-index.ts";

/** What the analyzer process can be asked. It serves one project and stops when its channel closes. */
export interface AnalyzerApi {
  /** Brings the index up to date with the disk, re-reading only what changed. */
  index(): Promise<TaskIndex>;
  /** Uses `text` in place of the file's content on disk: an unsaved editor. `undefined` goes back to the disk. */
  setOverlay(file: string, text: string | undefined): Promise<TaskIndex>;
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
}
