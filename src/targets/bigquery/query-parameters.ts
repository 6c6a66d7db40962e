import { bindable } from "../database/bindable.ts";

/** Values as the driver binds them, and what they are to BigQuery. Texts become dates and times where such are compared. */
export function queryParameters(values: readonly unknown[]): { params: unknown[]; types: string[] } {
  const typed = values.map((value) => typedValue(bindable(value)));
  return { params: typed.map(([value]) => value), types: typed.map(([, type]) => type) };
}

function typedValue(value: ReturnType<typeof bindable>): [value: unknown, type: string] {
  if (value === null) return [null, "STRING"];
  if (value instanceof Date) return [value.toISOString(), "TIMESTAMP"];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString("base64"), "BYTES"];
  if (typeof value === "boolean") return [value, "BOOL"];
  if (typeof value === "bigint") return [String(value), "INT64"];
  if (typeof value === "number") return [value, Number.isInteger(value) ? "INT64" : "FLOAT64"];
  return [value, "STRING"];
}
