import { AsyncLocalStorage } from "node:async_hooks";
import { type FileStore, setFileStore } from "../framework/targets/file-store.ts";
import { folderFiles } from "./folder-files.ts";
import { MemoryFiles } from "./memory-files.ts";

/** The content of files as it would lie on a disk, by path. */
export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

export interface TestOptions {
  /**
   * What is there before: deliveries, outputs of an earlier run. Relative paths count from the project's folder, as those
   * of a `LocalTarget` do.
   */
  readonly files?: TestFiles;
  /**
   * A folder on the disk, say a temporary one, that relative paths of local targets count from; `files` are put there
   * first. When not given, local targets live in memory. For tasks that hand a target's `path` to something else.
   */
  readonly root?: string;
  /**
   * The time that `Date` tells all the while, say `"2026-11-24T10:00:00Z"`, and with it `Temporal.Now`, unless Node has a
   * `Temporal` of its own. The real one when it is not given. Timers go on as ever.
   */
  readonly now?: Date | string;
}

// Each test run has its own files, also while several go on at once.
const current = new AsyncLocalStorage<FileStore>();
setFileStore(() => current.getStore());

/** The files that the local targets of one test run see. */
export class RunFiles {
  readonly #store: FileStore;

  constructor({ files = {}, root }: TestOptions) {
    this.#store = root === undefined ? new MemoryFiles(files) : folderFiles(root, files);
  }

  /** Does something with the targets that are made meanwhile, and later in what it starts. */
  use<T>(work: () => T): T {
    return current.run(this.#store, work);
  }

  contents(): Readonly<Record<string, Uint8Array>> {
    return this.#store instanceof MemoryFiles ? this.#store.contents() : {};
  }
}
