import { bindable } from "../database/bindable.ts";

/** A value as the driver binds it to a prepared statement. */
export function toMysql(given: unknown): string | number | boolean | null | Uint8Array {
  const value = bindable(given);
  if (value instanceof Date) return value.toISOString().replace("T", " ").replace("Z", "");
  if (value instanceof Uint8Array) return Buffer.from(value);
  // The driver knows no big integers, and a number with a fraction part of none would be a double to the server.
  return typeof value === "bigint" || Number.isInteger(value) ? String(value) : value;
}
