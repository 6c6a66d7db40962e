import { pipeline as chain, Duplex, type Readable, type Writable as WritableStream } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { LOCAL_FILE } from "../brand.ts";
import { decode, encode } from "./codec.ts";
import { DISK, type FileStore, fileStore } from "./file-store.ts";
import type { Content, Format, Row, Writable } from "./format.ts";
import type { Target, TargetStat } from "./target.ts";

export interface LocalTargetOptions<F extends Format> {
  /** How `read` and `write` treat the content; `text` (UTF-8) when not given. */
  readonly format?: F;
  /** Compressed with gzip; when not given, where the path ends in `.gz`. */
  readonly gzip?: boolean;
  /** What the first line of a CSV names, in this order, rows or none; when not given, what the first row written holds. */
  readonly columns?: readonly string[];
}

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
export class LocalTarget<F extends Format = "text"> implements Target {
  readonly path: string;
  readonly isLocal = true;
  readonly format: F;
  readonly gzip: boolean;
  readonly columns: readonly string[] | undefined;
  /** A target that was made in a test run can be read after it. */
  readonly #store: FileStore | undefined = fileStore();

  constructor(path: string, options: LocalTargetOptions<F> = {}) {
    this.path = this.#files.locate(path);
    this.format = options.format ?? ("text" as F);
    this.gzip = options.gzip ?? path.endsWith(".gz");
    this.columns = options.columns;
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

  /**
   * The whole content.
   *
   * @returns a string, bytes, what the JSON holds, or the CSV's rows by the names in its first line
   * @throws Error when the file does not exist or its content is not of the format
   */
  async read(): Promise<Content<F>> {
    return decode(this.format, await readAll(this.createReadStream()));
  }

  /** The lines of a text, one after the other, without their ends. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    // Not node:readline: it does not pass on the errors of its input.
    let begun = "";
    for await (const text of this.createReadStream().setEncoding("utf8")) {
      const lines = (text as string).split("\n");
      lines[0] = begun + lines[0];
      begun = lines.pop() as string;
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
    if (begun !== "") yield begun;
  }

  /** The rows of a CSV file, one after the other, by the names in its first line. */
  async *rows(): AsyncGenerator<Row, void, undefined> {
    const { parse } = await import("csv-parse");
    const parser = parse({ columns: true, bom: true });
    const reading = pipeline(this.createReadStream(), parser);
    reading.catch(() => {}); // the loop throws it
    for await (const row of parser) yield row as Row;
    await reading;
  }

  /**
   * Writes the whole content at once, or piece by piece; the file exists once all is on the disk.
   *
   * @param content a string, bytes, anything that JSON can hold, or rows; strings, bytes and rows also one after the other
   * @throws Error when it can not be written; nothing is left then, and an older file stays as it was
   */
  async write(content: Writable<F>): Promise<void> {
    await pipeline(await encode(this.format, content, this.columns), this.createWriteStream());
  }

  /** The content as bytes, uncompressed. */
  createReadStream(): Readable {
    const file = this.#files.createReadStream(this.path);
    // An error of either ends both; whoever reads sees it.
    return this.gzip ? chain(file, createGunzip(), () => {}) : file;
  }

  /** Takes the content as bytes or text; the file exists once the stream has finished. Destroyed before, nothing is left. */
  createWriteStream(): WritableStream {
    const file = this.#files.createWriteStream(this.path);
    return this.gzip ? Duplex.from((source: AsyncIterable<Uint8Array>) => pipeline(source, createGzip(), file)) : file;
  }

  async stat(): Promise<TargetStat | undefined> {
    return this.#files.stat(this.path);
  }

  /** Removes the file; nothing happens when there is none. */
  async remove(): Promise<void> {
    await this.#files.remove(this.path);
  }
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
