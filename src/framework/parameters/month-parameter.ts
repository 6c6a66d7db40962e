import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";
import { type DateKind, type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const { PlainYearMonth } = Temporal;

const MONTH: DateKind<Spec.PlainYearMonth> = {
  type: "month",
  noun: "a month",
  example: "2026-11",
  form: /^\d{4}-\d{2}$/,
  unit: "month",
  epoch: PlainYearMonth.from("1970-01"),
  read: PlainYearMonth.from,
  format: (value) => value.toString({ calendarName: "never" }),
  between: (from, to) => from.until(to, { largestUnit: "months" }).months,
  add: (value, months) => value.add({ months }),
};

/**
 * A month: `2026-11`. Ranges go month by month.
 *
 * @param options `interval: 3` for the first month of each quarter
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ month: MonthParameter() })
 */
export function MonthParameter(
  options: DateOptions<Spec.PlainYearMonth> & DefaultOption<Spec.PlainYearMonth>,
): ParameterWithDefault<Spec.PlainYearMonth>;
export function MonthParameter(options?: DateOptions<Spec.PlainYearMonth>): Parameter<Spec.PlainYearMonth>;
export function MonthParameter(options?: DateOptions<Spec.PlainYearMonth>): Parameter<Spec.PlainYearMonth> {
  return defineDate(MONTH, options);
}
