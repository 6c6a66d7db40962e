import { statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { glob } from "tinyglobby";
import type { AnalyzerOptions } from "./analyzer-api.ts";
import type { CodePiece } from "./code-piece.ts";
import type { TaskIndex } from "./task-index.ts";

/**
 * The first line of the cache file: the index, and what must not have changed for it to be true. What else the
 * analyzer keeps is on the lines below, so that nobody else has to parse it.
 */
export interface TaskIndexCache {
  readonly version: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Every file that the index depends on; those too that would change it by coming into being. */
  readonly stamps: Readonly<Record<string, FileStamp>>;
  readonly index: TaskIndex;
  /** How much of the index comes from which file, in its order: tasks, bases, edges. */
  readonly shares: readonly (readonly [file: string, tasks: number, bases: number, edges: number])[];
  /** What the type checker has told: by question, the classes that an expression may be. */
  readonly types?: {
    readonly answers: readonly (readonly [key: string, answer: { readonly classes: readonly NamedClass[] }])[];
    readonly files: readonly string[];
  };
  /** The type checker would know more, and has not been asked. */
  readonly undecided?: boolean;
}

interface NamedClass {
  readonly file: string;
  readonly name: string;
}

/** The second line of the cache file: the code that each task is made by, for who wants to tell what changed in it. */
interface KeptCode {
  readonly pieces: readonly CodePiece[];
  /** By family: which of the pieces. */
  readonly tasks: Readonly<Record<string, readonly number[]>>;
}

/** What tells one content of a file from another: `mtime size`, and `absent` where there is no file. */
export type FileStamp = string;

const HEAD_PIECE_BYTES = 1 << 20;

/** To be raised with every change of what is read off a file, and of how it is kept. */
export const CACHE_VERSION = "10";

/**
 * The index of the last time, if it still holds: without the analyzer and its parser, in the time it takes to look at
 * every file.
 *
 * @param types whether it must have what the type checker tells
 * @returns `undefined` when the analyzer has to be asked
 */
export async function readFreshTaskIndex(
  options: AnalyzerOptions,
  { types = false }: { readonly types?: boolean } = {},
): Promise<TaskIndex | undefined> {
  const cache = await readFreshCache(options);
  return types && cache?.undecided ? undefined : cache?.index;
}

/** The same, with what the index is made of. */
export async function readFreshCache(options: AnalyzerOptions): Promise<TaskIndexCache | undefined> {
  if (options.cacheFile === undefined) return undefined;
  const [head, files] = await Promise.all([readHead(options.cacheFile), listSourceFiles(options)]);
  if (head === undefined || !isFor(head, options)) return undefined;
  const { stamps } = head;
  const looked = new Set([...files, ...Object.keys(stamps)]);
  for (const file of looked) if (stamps[file] !== stampOf(options.root, file)) return undefined;
  return head;
}

/** By family, the code that each task was made by when the index was kept; of none where there is no cache. */
export async function readTaskCode(cacheFile: string): Promise<ReadonlyMap<string, readonly CodePiece[]>> {
  const cache = await readTaskIndexCache(cacheFile);
  try {
    const { pieces, tasks } = JSON.parse(cache?.code ?? "") as KeptCode;
    const pick = (numbers: readonly number[]) => numbers.flatMap((number) => pieces[number] ?? []);
    return new Map(Object.entries(tasks).map(([family, numbers]) => [family, pick(numbers)]));
  } catch {
    return new Map();
  }
}

/** The same as one line. */
export function keptCode(code: Iterable<readonly [family: string, pieces: readonly CodePiece[]]>): KeptCode {
  const numbers = new Map<string, number>();
  const pieces: CodePiece[] = [];
  const numberOf = (piece: CodePiece): number => {
    const key = JSON.stringify(piece);
    const number = numbers.get(key) ?? pieces.push(piece) - 1;
    numbers.set(key, number);
    return number;
  };
  return { tasks: Object.fromEntries([...code].map(([family, made]) => [family, made.map(numberOf)])), pieces };
}

/** @returns the lines, the first one parsed; `undefined` where the file is missing, damaged or of another version */
export async function readTaskIndexCache(
  cacheFile: string,
): Promise<{ readonly head: TaskIndexCache; readonly code: string; readonly facts: string } | undefined> {
  try {
    const text = await readFile(cacheFile, "utf8");
    const end = text.indexOf("\n");
    const next = text.indexOf("\n", end + 1);
    const head = JSON.parse(text.slice(0, end)) as TaskIndexCache;
    return head.version === CACHE_VERSION
      ? { head, code: text.slice(end + 1, next), facts: text.slice(next + 1) }
      : undefined;
  } catch {
    // It spares work, no more: without it everything is read again.
    return undefined;
  }
}

/** The first line alone: the others are most of the file, and mostly nobody needs them. */
async function readHead(cacheFile: string): Promise<TaskIndexCache | undefined> {
  try {
    await using file = await open(cacheFile);
    const pieces: Buffer[] = [];
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(HEAD_PIECE_BYTES), 0, HEAD_PIECE_BYTES);
      const piece = buffer.subarray(0, bytesRead);
      const end = piece.indexOf("\n");
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      if (end >= 0 || bytesRead === 0) break;
    }
    const head = JSON.parse(Buffer.concat(pieces).toString("utf8")) as TaskIndexCache;
    return head.version === CACHE_VERSION ? head : undefined;
  } catch {
    return undefined;
  }
}

/** The files that may hold tasks, relative to the project's folder, in order. */
export async function listSourceFiles({ root, include, exclude }: AnalyzerOptions): Promise<string[]> {
  const files = await glob([...include], {
    cwd: root,
    ignore: [...exclude],
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  return files.sort();
}

/** @param file relative to `root` */
export function stampOf(root: string, file: string): FileStamp {
  // Synchronous on purpose: for thousands of small questions it is several times faster.
  const stats = statSync(path.join(root, file), { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs} ${stats.size}` : "absent";
}

function isFor(head: TaskIndexCache, { include, exclude }: AnalyzerOptions): boolean {
  return JSON.stringify([head.include, head.exclude]) === JSON.stringify([include, exclude]);
}
