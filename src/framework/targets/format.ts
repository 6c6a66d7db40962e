/** How the content of a target is read and written. */
export type Format = "text" | "bytes" | "json" | "ndjson" | "csv";

/** A row of a CSV file, by the names in its first line. */
export type Row = Readonly<Record<string, string>>;

/** What `read` gives. */
export type Content<F extends Format> = F extends "text"
  ? string
  : F extends "bytes"
    ? Uint8Array
    : F extends "csv"
      ? Row[]
      : F extends "ndjson"
        ? unknown[]
        : unknown;

type Chunks<T> = Iterable<T> | AsyncIterable<T>;

/** What `write` takes: whole, or in pieces that are written as they come. */
export type Writable<F extends Format> = F extends "text"
  ? string | Chunks<string>
  : F extends "bytes"
    ? Uint8Array | AsyncIterable<Uint8Array>
    : F extends "csv"
      ? Chunks<Readonly<Record<string, unknown>>>
      : F extends "ndjson"
        ? Chunks<unknown>
        : unknown;
