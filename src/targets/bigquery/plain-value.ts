/**
 * A value as the other databases give it, of what the driver gives: whole numbers that a JavaScript number holds as such,
 * dates, times, decimals and bigger numbers as text.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  // Of the driver's own classes: dates and times, whole numbers.
  const { value: text, type } = value as { value?: unknown; type?: unknown };
  if (typeof text === "string" && type === "BigQueryInt") {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : text;
  }
  if (typeof text === "string" && Object.getPrototypeOf(value) !== Object.prototype) return text;
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value); // a decimal
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
}
