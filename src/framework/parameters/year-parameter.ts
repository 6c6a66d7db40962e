import { type DateKind, type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const YEAR: DateKind<number> = {
  type: "year",
  noun: "a year",
  example: "2026",
  form: /^\d{4}$/,
  unit: "year",
  epoch: 1970,
  read: Number,
  format: (value) => String(value).padStart(4, "0"),
  between: (from, to) => to - from,
  add: (value, years) => value + years,
};

/**
 * A year: `2026`, as a number, since there is no such date. Ranges go year by year.
 *
 * @param options `interval: 10` for decades
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ year: YearParameter({ min: 1990 }) })
 */
export function YearParameter(options: DateOptions<number> & DefaultOption<number>): ParameterWithDefault<number>;
export function YearParameter(options?: DateOptions<number>): Parameter<number>;
export function YearParameter(options?: DateOptions<number>): Parameter<number> {
  return defineDate(YEAR, options);
}
