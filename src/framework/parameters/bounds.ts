import type { BoundOptions } from "./parameter.ts";

/**
 * Makes a check for `min` and `max` that names the bound that was passed.
 *
 * @param compare below, at or above zero, as for `Array.sort`
 */
export function withinBounds<T>(
  { min, max }: BoundOptions<T>,
  compare: (a: T, b: T) => number,
  format: (value: T) => string,
): (value: T) => T {
  return (value) => {
    if (min !== undefined && compare(value, min) < 0)
      throw new Error(`${format(value)} is below the smallest allowed value, ${format(min)}`);
    if (max !== undefined && compare(value, max) > 0)
      throw new Error(`${format(value)} is above the biggest allowed value, ${format(max)}`);
    return value;
  };
}
