import { Writable } from "node:stream";
import { passFence } from "./fence.ts";

/** Bytes on their way to another system, which nobody sees before they are committed. */
export interface Upload {
  /** Resolves when more may come. */
  write(chunk: Buffer): Promise<void>;
  /** All bytes were written: they are to be stored, still unseen. */
  finish?(): Promise<void>;
  /** Makes them seen, at once, in the place of older ones. */
  commit(): Promise<void>;
  /** Takes back what was stored. */
  abandon(): Promise<void>;
  /** Called last, whatever happened. */
  close?(): Promise<void>;
}

/**
 * Writes what is seen whole or not at all: committed at its end, abandoned when it is destroyed before. What a task wrote
 * that another run has taken over meanwhile is abandoned, too. For targets in places of your own.
 *
 * @example
 * protected writeStored() {
 *   return new CommittedStream(() => this.#begin(), (error) => new Error(`${this.path}: ${error}`));
 * }
 */
export class CommittedStream extends Writable {
  readonly #open: () => Promise<Upload>;
  readonly #describe: (error: unknown) => Error;
  #upload: Upload | undefined;
  #committed = false;

  /**
   * @param open begins the upload
   * @param describe makes the error that is shown of what a driver threw
   */
  constructor(open: () => Promise<Upload>, describe: (error: unknown) => Error) {
    super({ decodeStrings: true, highWaterMark: 1 << 20 });
    this.#open = open;
    this.#describe = describe;
  }

  override _construct(done: (error?: Error | null) => void): void {
    this.#settle(async () => {
      this.#upload = await this.#open();
    }, done);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#settle(async () => this.#upload?.write(chunk), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#settle(async () => this.#upload?.write(Buffer.concat(chunks.map(({ chunk }) => chunk))), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#settle(
      async () => this.#upload?.finish?.(),
      (failure) => {
        if (failure) return done(failure);
        // What the fence says is not the other system's error.
        passFence().then(
          () =>
            this.#settle(async () => {
              await this.#upload?.commit();
              this.#committed = true;
            }, done),
          done,
        );
      },
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const end = async () => {
      try {
        if (!this.#committed) await this.#upload?.abandon();
      } catch (failure) {
        if (error === null) throw failure; // else the first error is the cause of this one
      } finally {
        await this.#upload?.close?.();
      }
    };
    this.#settle(end, (failure) => done(error ?? failure));
  }

  #settle(work: () => Promise<unknown>, done: (error?: Error | null) => void): void {
    work().then(
      () => done(),
      (error: unknown) => done(this.#describe(error)),
    );
  }
}
