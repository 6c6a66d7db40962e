import type { Readable, Writable as WritableStream } from "node:stream";
import { LOCAL_FILE } from "../brand.ts";
import { DISK, type FileStore, fileStore } from "./file-store.ts";
import { FileSystemTarget, type FileSystemTargetOptions } from "./file-system-target.ts";
import type { Format } from "./format.ts";
import type { TargetStat } from "./target.ts";

export type LocalTargetOptions<F extends Format> = FileSystemTargetOptions<F>;

/**
 * A file on this machine. It is written atomically: it exists only once it is whole.
 *
 * A relative path counts from the project's folder.
 *
 * @example
 * output() {
 *   return new LocalTarget(`data/sales-${this.date}.csv`, { format: "csv" });
 * }
 */
export class LocalTarget<F extends Format = "text"> extends FileSystemTarget<F> {
  readonly isLocal = true;
  /** A target that was made in a test run can be read after it. */
  readonly #store: FileStore | undefined;

  constructor(path: string, options: LocalTargetOptions<F> = {}) {
    const store = fileStore();
    super((store ?? DISK).locate(path), options);
    this.#store = store;
  }

  /** Asked each time: a target may be made when a module is loaded, and used in a test run. */
  get #files(): FileStore {
    return this.#store ?? fileStore() ?? DISK;
  }

  get [LOCAL_FILE](): true {
    return true;
  }

  async exists(): Promise<boolean> {
    return this.#files.exists(this.path);
  }

  async stat(): Promise<TargetStat | undefined> {
    return this.#files.stat(this.path);
  }

  async remove(): Promise<void> {
    await this.#files.remove(this.path);
  }

  protected readStored(): Readable {
    return this.#files.createReadStream(this.path);
  }

  protected writeStored(): WritableStream {
    return this.#files.createWriteStream(this.path);
  }
}
