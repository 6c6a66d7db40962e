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

type Options = ParameterOptions & BoundOptions<Spec.PlainDate>;

const { PlainDate } = Temporal;
const format = (value: Spec.PlainDate) => value.toString({ calendarName: "never" });

/**
 * A day: `2026-11-24`. Ranges go day by day.
 *
 * @example Task.with({ date: DateParameter({ description: "the day of the sales" }) })
 */
export function DateParameter(options: Options & DefaultOption<Spec.PlainDate>): ParameterWithDefault<Spec.PlainDate>;
export function DateParameter(options?: Options): Parameter<Spec.PlainDate>;
export function DateParameter(options: Options = {}): Parameter<Spec.PlainDate> {
  const check = withinBounds(options, PlainDate.compare, format);
  const parse = (text: string) => check(readTemporal(text, "a date", /^\d{4}-\d{2}-\d{2}$/, PlainDate.from));
  const values = (from: Spec.PlainDate, to: Spec.PlainDate) =>
    countUp(from, to, PlainDate.compare, (day) => day.add({ days: 1 }));
  return defineParameter(
    { type: "date", expected: "a date like 2026-11-24", range: { unit: "day", values }, parse, format },
    options,
  );
}
