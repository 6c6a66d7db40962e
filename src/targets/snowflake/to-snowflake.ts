import { bindable } from "../database/bindable.ts";

/** A value as a statement is given it. Texts become dates, times and bytes where the column is one. */
export function toSnowflake(given: unknown): { type: string; value: string | null } {
  const value = bindable(given);
  if (value === null) return { type: "TEXT", value: null };
  if (value instanceof Date) return { type: "TEXT", value: value.toISOString() };
  if (value instanceof Uint8Array) return { type: "TEXT", value: Buffer.from(value).toString("hex") };
  if (typeof value === "boolean") return { type: "BOOLEAN", value: String(value) };
  if (typeof value === "bigint" || Number.isInteger(value)) return { type: "FIXED", value: String(value) };
  return { type: typeof value === "number" ? "REAL" : "TEXT", value: String(value) };
}
