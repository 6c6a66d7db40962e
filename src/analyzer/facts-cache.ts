import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CodePiece } from "../protocol/code-piece.ts";
import {
  CACHE_VERSION,
  type FileStamp,
  keptCode,
  readTaskIndexCache,
  type TaskIndexCache,
} from "../protocol/task-index-cache.ts";
import type { FileFacts } from "./facts/file-facts.ts";

/** What was read off one content of a file; without facts where nothing in it could matter so far. */
export interface KnownFile {
  readonly stamp: FileStamp;
  readonly facts?: FileFacts;
}

export type KnownFiles = Map<string, KnownFile>;

/** What the analyzer knew the last time. */
interface Known {
  readonly known: KnownFiles;
  /** Of the files that the index depended on. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
  readonly types?: TaskIndexCache["types"];
}

/** The facts of the last time; none when there is no cache that can be used. */
export async function readKnownFiles(cacheFile: string | undefined): Promise<Known> {
  const cache = cacheFile === undefined ? undefined : await readTaskIndexCache(cacheFile);
  try {
    const known = new Map(Object.entries(JSON.parse(cache?.facts ?? "{}") as Record<string, KnownFile>));
    return { known, stamps: new Map(Object.entries(cache?.head.stamps ?? {})), types: cache?.head.types };
  } catch {
    return { known: new Map(), stamps: new Map() };
  }
}

/** Keeps the index, the code and the facts, whole or not at all: a reader never sees half of it. */
export async function writeKnownFiles(
  cacheFile: string,
  head: Omit<TaskIndexCache, "version">,
  code: ReadonlyMap<string, readonly CodePiece[]>,
  files: KnownFiles,
): Promise<void> {
  const lines = [{ version: CACHE_VERSION, ...head }, keptCode(code), Object.fromEntries(files)].map((line) =>
    JSON.stringify(line),
  );
  const temporary = `${cacheFile}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(cacheFile), { recursive: true });
    await writeFile(temporary, lines.join("\n"));
    await rename(temporary, cacheFile);
  } catch {
    // A folder that can not be written to makes the next start slower, and nothing else.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
