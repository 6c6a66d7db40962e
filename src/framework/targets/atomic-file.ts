import { randomBytes } from "node:crypto";
import { closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, write, writeSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Writable } from "node:stream";
import { promisify } from "node:util";
import { passFence } from "./fence.ts";

/**
 * How many bytes are collected until they go to the disk in one piece. What is shorter, and all else that does not wait
 * for the disk, is done at once: a trip to another thread and back costs more.
 */
const BLOCK = 64 * 1024;

const fsyncLater = promisify(fsync);
const writeLater = promisify(write);

/**
 * A file that is seen whole or not at all: the bytes go to a temporary file in the same folder, which takes the
 * target's name only when they are all on the disk. Destroyed before its end it leaves nothing.
 *
 * The folder is not synced: after a power cut the new name may be gone, so that the file is absent, never torn.
 */
export class AtomicFile extends Writable {
  readonly #path: string;
  readonly #temporary: string;
  #file: number | undefined;
  /** What another thread does with the file now: it has to stay open for that. */
  #busy: Promise<unknown> = Promise.resolve();
  /** The temporary file is there. */
  #isLeft = false;
  /** What is not in it yet, less than a block. */
  #rest: Buffer[] = [];
  #restLength = 0;

  constructor(file: string) {
    super({ decodeStrings: true, highWaterMark: 1 << 20 });
    this.#path = path.resolve(file);
    this.#temporary = path.join(path.dirname(this.#path), temporaryName(path.basename(this.#path)));
  }

  override _construct(done: (error?: Error | null) => void): void {
    try {
      this.#file = openInFolder(this.#temporary);
      this.#isLeft = true;
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#restLength + chunk.length < BLOCK) {
      this.#rest.push(Buffer.from(chunk)); // whoever wrote it may use its memory again
      this.#restLength += chunk.length;
      done();
    } else this.#writeWhole([...this.#takeRest(), chunk]).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#writeWhole([...this.#takeRest(), ...chunks.map(({ chunk }) => chunk)]).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    const commit = async () => {
      const file = this.#file as number;
      const rest = Buffer.concat(this.#takeRest());
      for (let offset = 0; offset < rest.length; ) offset += writeSync(file, rest, offset);
      await this.#wait(fsyncLater(file));
      this.#close();
      await passFence();
      renameSync(this.#temporary, this.#path); // at once: who is held up after the fence can be taken over
      this.#isLeft = false;
    };
    commit().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const cleanUp = async () => {
      await this.#busy.catch(() => {});
      this.#close();
      if (this.#isLeft) rmSync(this.#temporary, { force: true });
    };
    cleanUp().then(
      () => done(error),
      (failure) => done(error ?? failure),
    );
  }

  #takeRest(): Buffer[] {
    const rest = this.#rest;
    this.#rest = [];
    this.#restLength = 0;
    return rest;
  }

  /** A write may take only a part of what it was given, on a disk that fills up. */
  async #writeWhole(pieces: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(pieces);
    for (let offset = 0; offset < bytes.length; )
      offset += (await this.#wait(writeLater(this.#file as number, bytes, offset))).bytesWritten;
  }

  #wait<T>(work: Promise<T>): Promise<T> {
    this.#busy = work;
    return work;
  }

  #close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }
}

/** The folder is nearly always there: it is made where it is found missing. */
function openInFolder(file: string): number {
  try {
    return openSync(file, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(file, "wx");
  }
}

const TEMPORARY_NAME = /^\.(.+)\.(\d+)\.[0-9a-f]{8}\.tmp$/;

function temporaryName(base: string): string {
  return `.${base}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
}

/**
 * Removes the temporary files that processes which are dead by now left behind for some files.
 *
 * @param files the paths that they were to get; each folder is read once, however many of them are in it
 * @param isAlive tells whether a process still runs, by its id
 */
export async function removeLeftovers(files: Iterable<string>, isAlive: (pid: number) => boolean): Promise<void> {
  const namesByFolder = new Map<string, Set<string>>();
  for (const file of files) {
    const names = namesByFolder.get(path.dirname(file));
    if (names === undefined) namesByFolder.set(path.dirname(file), new Set([path.basename(file)]));
    else names.add(path.basename(file));
  }
  for (const [folder, names] of namesByFolder) {
    for (const found of await readdir(folder).catch(() => [])) {
      const [, name = "", owner] = TEMPORARY_NAME.exec(found) ?? [];
      if (names.has(name) && !isAlive(Number(owner))) await rm(path.join(folder, found), { force: true });
    }
  }
}
