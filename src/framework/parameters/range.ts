/** The steps that a range of dates can have. */
export type RangeUnit = "year" | "month" | "day" | "hour" | "minute" | "second";

/** How the values of a parameter are counted. */
export interface ValueRange<T> {
  readonly unit: RangeUnit;
  /** All values from `from` to `to`, both included, in order; none when `to` is before `from`. */
  values(from: T, to: T): T[];
}

/** Counts from one value to another with `next`, comparing with `compare`. */
export function countUp<T>(from: T, to: T, compare: (a: T, b: T) => number, next: (value: T) => T): T[] {
  const values: T[] = [];
  for (let value = from; compare(value, to) <= 0; value = next(value)) values.push(value);
  return values;
}
