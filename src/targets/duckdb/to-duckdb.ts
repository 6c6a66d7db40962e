import type { DuckDBValue } from "@duckdb/node-api";
import { bindable } from "../database/bindable.ts";

/** A value as DuckDB takes it: a text becomes what its column is, and so do bytes that are written as a text. */
export function toDuckDb(given: unknown): DuckDBValue {
  const value = bindable(given);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return blobText(value);
  return value;
}

/** https://duckdb.org/docs/sql/data_types/blob: a text that is cast to a BLOB may have bytes as `\xAA`. */
function blobText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}
