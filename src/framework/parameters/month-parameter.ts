import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";
import { withinBounds } from "./bounds.ts";
import {
  type BoundOptions,
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";
import { countUp } from "./range.ts";
import { readTemporal } from "./read-temporal.ts";

type Options = ParameterOptions & BoundOptions<Spec.PlainYearMonth>;

const { PlainYearMonth } = Temporal;
const format = (value: Spec.PlainYearMonth) => value.toString({ calendarName: "never" });

/**
 * A month: `2026-11`. Ranges go month by month.
 *
 * @example Task.with({ month: MonthParameter() })
 */
export function MonthParameter(
  options: Options & DefaultOption<Spec.PlainYearMonth>,
): ParameterWithDefault<Spec.PlainYearMonth>;
export function MonthParameter(options?: Options): Parameter<Spec.PlainYearMonth>;
export function MonthParameter(options: Options = {}): Parameter<Spec.PlainYearMonth> {
  const check = withinBounds(options, PlainYearMonth.compare, format);
  const parse = (text: string) => check(readTemporal(text, "a month", /^\d{4}-\d{2}$/, PlainYearMonth.from));
  const values = (from: Spec.PlainYearMonth, to: Spec.PlainYearMonth) =>
    countUp(from, to, PlainYearMonth.compare, (month) => month.add({ months: 1 }));
  return defineParameter(
    { type: "month", expected: "a month like 2026-11", range: { unit: "month", values }, parse, format },
    options,
  );
}
