import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";
import { type DateKind, type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const { PlainDate } = Temporal;

const DAY: DateKind<Spec.PlainDate> = {
  type: "date",
  noun: "a date",
  example: "2026-11-24",
  form: /^\d{4}-\d{2}-\d{2}$/,
  unit: "day",
  epoch: PlainDate.from("1970-01-01"),
  read: PlainDate.from,
  format: (value) => value.toString({ calendarName: "never" }),
  between: (from, to) => from.until(to, { largestUnit: "days" }).days,
  add: (value, days) => value.add({ days }),
};

/**
 * A day: `2026-11-24`. Ranges go day by day.
 *
 * @param options `interval: 7, start` for a day of each week
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ date: DateParameter({ description: "the day of the sales" }) })
 */
export function DateParameter(
  options: DateOptions<Spec.PlainDate> & DefaultOption<Spec.PlainDate>,
): ParameterWithDefault<Spec.PlainDate>;
export function DateParameter(options?: DateOptions<Spec.PlainDate>): Parameter<Spec.PlainDate>;
export function DateParameter(options?: DateOptions<Spec.PlainDate>): Parameter<Spec.PlainDate> {
  return defineDate(DAY, options);
}
