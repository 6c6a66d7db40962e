/** The steps that a range of dates can have. */
export type RangeUnit = "year" | "month" | "week" | "day" | "hour" | "minute" | "second";

/** How the values of a parameter are counted. */
export interface ValueRange<T> {
  readonly unit: RangeUnit;
  /** All values from `from` to `to`, both included, in order; none when `to` is before `from`. */
  values(from: T, to: T): T[];
  /** The value after another one. */
  next(value: T): T;
}

/** Arithmetic in whole units. */
export interface Counting<T> {
  readonly unit: RangeUnit;
  /** How many units after `from` is `to`? Negative when it is before. */
  between(from: T, to: T): number;
  add(value: T, units: number): T;
}

/**
 * Makes ranges of what can be counted.
 *
 * @param step how many units from one value to the next
 */
export function rangeOf<T>({ unit, between, add }: Counting<T>, step = 1): ValueRange<T> {
  return {
    unit,
    values: (from, to) => {
      const last = Math.floor(between(from, to) / step);
      return Array.from({ length: Math.max(0, last + 1) }, (_, index) => add(from, index * step));
    },
    next: (value) => add(value, step),
  };
}
