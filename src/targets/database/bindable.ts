/** Makes a value one that drivers bind: dates of the standard and the like become their text, lists and records JSON. */
export function bindable(value: unknown): string | number | bigint | boolean | null | Uint8Array | Date {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return typeof value === "symbol" ? String(value) : (value as string | number);
  if (value instanceof Uint8Array || value instanceof Date) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isData = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isData ? JSON.stringify(value) : String(value);
}
