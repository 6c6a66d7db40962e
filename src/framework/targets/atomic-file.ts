import { randomBytes } from "node:crypto";
import { renameSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Writable } from "node:stream";
import { passFence } from "./fence.ts";

/**
 * A file that is seen whole or not at all: the bytes go to a temporary file in the same folder, which takes the
 * target's name only when they are all on the disk. Destroyed before its end it leaves nothing.
 *
 * The folder is not synced: after a power cut the new name may be gone, so that the file is absent, never torn.
 */
export class AtomicFile extends Writable {
  readonly #path: string;
  readonly #temporary: string;
  #handle: FileHandle | undefined;
  /** The temporary file is there. */
  #isLeft = false;

  constructor(file: string) {
    super({ decodeStrings: true, highWaterMark: 1 << 20 });
    this.#path = path.resolve(file);
    this.#temporary = path.join(path.dirname(this.#path), temporaryName(path.basename(this.#path)));
  }

  override _construct(done: (error?: Error | null) => void): void {
    const begin = async () => {
      this.#handle = await openInFolder(this.#temporary);
      this.#isLeft = true;
    };
    begin().then(() => done(), done);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    writeWhole(this.#handle as FileHandle, chunk).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    // In one piece: many short lines would be as many trips to the disk.
    const whole = Buffer.concat(chunks.map(({ chunk }) => chunk));
    writeWhole(this.#handle as FileHandle, whole).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    const commit = async () => {
      await this.#handle?.sync();
      await this.#close();
      await passFence();
      renameSync(this.#temporary, this.#path); // at once: who is held up after the fence can be taken over
      this.#isLeft = false;
    };
    commit().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const cleanUp = async () => {
      await this.#close();
      if (this.#isLeft) await rm(this.#temporary, { force: true });
    };
    cleanUp().then(
      () => done(error),
      (failure) => done(error ?? failure),
    );
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}

/** The folder is nearly always there: it is made where it is found missing. */
async function openInFolder(file: string): Promise<FileHandle> {
  try {
    return await open(file, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await mkdir(path.dirname(file), { recursive: true });
    return open(file, "wx");
  }
}

/** A write may take only a part of what it was given, on a disk that fills up. */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) offset += (await handle.write(bytes, offset)).bytesWritten;
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
