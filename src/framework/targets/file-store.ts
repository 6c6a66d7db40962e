import { createReadStream, existsSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { AtomicFile } from "./atomic-file.ts";
import type { TargetStat } from "./target.ts";

/** Where the files of local targets lie: on the disk, unless a test says otherwise. */
export interface FileStore {
  /** The path that a target shows for the one that it was given. */
  locate(path: string): string;
  exists(path: string): boolean;
  /** `undefined` when there is no such file. */
  stat(path: string): TargetStat | undefined;
  createReadStream(path: string): Readable;
  /** The file exists once the stream has finished. */
  createWriteStream(path: string): Writable;
  /** Nothing happens when there is no such file. */
  remove(path: string): Promise<void>;
}

export const DISK: FileStore = {
  locate: (path) => path,
  // Not async: a stat takes microseconds, a trip through the thread pool ten times that, and a plan asks for all.
  exists: existsSync,
  stat: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && { size: stats.size, modifiedMs: Math.trunc(stats.mtimeMs) };
  },
  createReadStream: (path) => createReadStream(path),
  createWriteStream: (path) => new AtomicFile(path),
  remove: (path) => rm(path, { force: true }),
};

// On a global symbol, so that it reaches every copy of this library that the process has loaded.
const CURRENT = Symbol.for("pipewright.fileStore");

/** @param current tells which store is used now; `undefined` for the disk */
export function setFileStore(current: () => FileStore | undefined): void {
  (globalThis as { [CURRENT]?: typeof current })[CURRENT] = current;
}

/** The store of the test run that this code is part of; `undefined` where there is none. */
export function fileStore(): FileStore | undefined {
  return (globalThis as { [CURRENT]?: () => FileStore | undefined })[CURRENT]?.();
}
