import { inspect } from "node:util";

/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Reads JSON into values that can not be changed.
 *
 * @throws Error that names the text
 */
export function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text, (_key, part: JsonValue) => Object.freeze(part)) as JsonValue;
  } catch {
    throw new Error(`"${text}" is not JSON`);
  }
}

/**
 * Writes JSON with its keys in order, so that equal values have equal texts.
 *
 * @throws TypeError when the value has a part that would be lost: a function, a Map, a number that is not finite
 */
export function writeJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "number" ? !Number.isFinite(part) : typeof part === "function" || typeof part === "symbol")
      throw new TypeError(`JSON can not hold ${inspect(part)}`);
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    if (!isRecord(part)) throw new TypeError(`JSON can not hold ${inspect(part)}`);
    return sorted(part);
  });
  if (text === undefined) throw new TypeError(`JSON can not hold ${inspect(value)}`);
  return text;
}

/** The same record with its keys in order. */
export function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
