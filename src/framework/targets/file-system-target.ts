import { pipeline as chain, Duplex, type Readable, type Writable as WritableStream } from "node:stream";
import { pipeline } from "node:stream/promises";
import { decode, encode } from "./codec.ts";
import { type Compression, compressionOf, compressor, decompressor } from "./compression.ts";
import type { Content, Format, Row, Writable } from "./format.ts";
import type { Target } from "./target.ts";

export interface FileSystemTargetOptions<F extends Format> {
  /** How `read` and `write` treat the content; `text` (UTF-8) when not given. */
  readonly format?: F;
  /** Compressed with gzip; when not given, where the path ends in `.gz`. */
  readonly gzip?: boolean;
  /** How it is packed, whatever its format; when not given, what the path's end says: `.gz`, `.zst` or nothing. */
  readonly compression?: Compression;
  /** What the first line of a CSV names, in this order, rows or none; when not given, what the first row written holds. */
  readonly columns?: readonly string[];
}

/**
 * A target whose content is bytes at a path, on this machine or elsewhere. It is written atomically: it exists only
 * once it is whole. Formats and compression are the same wherever the bytes lie; a class for another place says how
 * they are fetched and put there, whether there are any, and how they are removed.
 */
export abstract class FileSystemTarget<F extends Format = "text"> implements Target {
  readonly path: string;
  readonly format: F;
  readonly compression: Compression;
  readonly columns: readonly string[] | undefined;

  constructor(path: string, options: FileSystemTargetOptions<F> = {}) {
    this.path = path;
    this.format = options.format ?? ("text" as F);
    this.compression = options.compression ?? fromGzip(options.gzip) ?? compressionOf(path);
    this.columns = options.columns;
  }

  get gzip(): boolean {
    return this.compression === "gzip";
  }

  abstract exists(): Promise<boolean>;

  /** Removes the content; nothing happens when there is none. */
  abstract remove(): Promise<void>;

  /** The bytes as they are stored. An error, say that there are none, is the stream's. */
  protected abstract readStored(): Readable;

  /** Takes the bytes to store: they are there once the stream has finished. Destroyed before, nothing has changed. */
  protected abstract writeStored(): WritableStream;

  /**
   * The whole content.
   *
   * @returns a string, bytes, what the JSON holds, a list of what NDJSON holds, or a CSV's rows by the names in its first line
   * @throws Error when there is none or it is not of the format
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

  /** The rows of a CSV, by the names in its first line, or what each line of NDJSON holds: one after the other. */
  async *rows(): AsyncGenerator<F extends "ndjson" ? unknown : Row, void, undefined> {
    type Item = F extends "ndjson" ? unknown : Row;
    if (this.format === "ndjson") {
      for await (const line of this.lines()) if (line !== "") yield JSON.parse(line) as Item;
      return;
    }
    const { parse } = await import("csv-parse");
    const parser = parse({ columns: true, bom: true });
    const reading = pipeline(this.createReadStream(), parser);
    reading.catch(() => {}); // the loop throws it
    for await (const row of parser) yield row as Item;
    await reading;
  }

  /**
   * Writes the whole content at once, or piece by piece; it exists once all is stored.
   *
   * @param content a string, bytes, anything that JSON can hold, or rows; strings, bytes and rows also one after the other
   * @param options.signal ends the writing before its end, as an error does
   * @throws Error when it can not be written; nothing is left then, and older content stays as it was
   */
  async write(content: Writable<F>, options: { signal?: AbortSignal } = {}): Promise<void> {
    await pipeline(await encode(this.format, content, this.columns), this.createWriteStream(), options);
  }

  /** The content as bytes, uncompressed. */
  createReadStream(): Readable {
    const stored = this.readStored();
    // An error of either ends both; whoever reads sees it.
    return this.compression === "none" ? stored : chain(stored, decompressor(this.compression), () => {});
  }

  /** Takes the content as bytes or text; it exists once the stream has finished. Destroyed before, nothing is left. */
  createWriteStream(): WritableStream {
    const stored = this.writeStored();
    if (this.compression === "none") return stored;
    const packing = compressor(this.compression);
    return Duplex.from((source: AsyncIterable<Uint8Array>) => pipeline(source, packing, stored));
  }
}

function fromGzip(gzip: boolean | undefined): Compression | undefined {
  if (gzip === undefined) return undefined;
  return gzip ? "gzip" : "none";
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
