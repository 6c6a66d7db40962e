import { pipeline, Readable } from "node:stream";
import { inspect } from "node:util";
import type { Content, Format, Writable } from "./format.ts";

/** Turns bytes into what a format's reader expects. */
export async function decode<F extends Format>(format: F, bytes: Uint8Array): Promise<Content<F>> {
  const text = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  switch (format) {
    case "bytes":
      return bytes as Content<F>;
    case "text":
      return text() as Content<F>;
    case "json":
      return JSON.parse(text()) as Content<F>;
    case "ndjson":
      return text()
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as unknown) as Content<F>;
    case "csv": {
      const { parse } = await import("csv-parse/sync");
      return parse(text(), { columns: true, bom: true }) as Content<F>;
    }
  }
}

/**
 * Turns what a format's writer was given into a stream of bytes or text.
 *
 * @param columns what the first line of a CSV names; the first row's names when not given
 */
export async function encode<F extends Format>(
  format: F,
  content: Writable<F>,
  columns?: readonly string[],
): Promise<Readable> {
  switch (format) {
    case "json":
      return Readable.from([`${jsonOf(content, 2)}\n`]);
    case "ndjson":
      return Readable.from(linesOf(content as Iterable<unknown>));
    case "csv": {
      const { stringify } = await import("csv-stringify");
      const rows = Readable.from(content as Iterable<object>);
      return pipeline(rows, stringify({ header: true, columns }), () => {}); // an error of either ends both
    }
    case "text":
    case "bytes":
      if (typeof content === "string" || content instanceof Uint8Array) return Readable.from([content]);
      if (isIterable(content)) return Readable.from(piecesOf(format, content as Iterable<unknown>));
      throw wrongContent(format, inspect(content, { depth: 0 }));
  }
}

async function* linesOf(values: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${jsonOf(value)}\n`;
}

/** Of a wrong piece the stream below would say that it is no "chunk". */
async function* piecesOf(
  format: Format,
  pieces: Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<string | Uint8Array> {
  for await (const piece of pieces) {
    if (!(typeof piece === "string" || piece instanceof Uint8Array))
      throw wrongContent(format, `one of ${inspect(piece, { depth: 0 })}`);
    yield piece;
  }
}

function jsonOf(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (text === undefined) throw new TypeError(`JSON can not hold ${typeof value}.`);
  return text;
}

/** @param given what a target of text or bytes was given to write, in words */
function wrongContent(format: Format, given: string): TypeError {
  return new TypeError(
    `A target of format "${format}" is written with text, bytes or an iterable of them, not ${given}. To write objects, give the target { format: "json" } or { format: "csv" }.`,
  );
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
