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

type Options = ParameterOptions & BoundOptions<Spec.PlainDateTime>;

const { PlainDateTime } = Temporal;
// The text form of Luigi: no minutes, since they are always zero.
const format = (value: Spec.PlainDateTime) =>
  value.toString({ smallestUnit: "minute", calendarName: "never" }).slice(0, "2026-11-24T10".length);

/**
 * An hour of a day: `2026-11-24T10`. Ranges go hour by hour.
 *
 * @example Task.with({ hour: DateHourParameter() })
 */
export function DateHourParameter(
  options: Options & DefaultOption<Spec.PlainDateTime>,
): ParameterWithDefault<Spec.PlainDateTime>;
export function DateHourParameter(options?: Options): Parameter<Spec.PlainDateTime>;
export function DateHourParameter(options: Options = {}): Parameter<Spec.PlainDateTime> {
  const check = withinBounds(options, PlainDateTime.compare, format);
  const parse = (text: string) =>
    check(
      readTemporal(text, "an hour of a day", /^\d{4}-\d{2}-\d{2}T\d{2}$/, (hour) => PlainDateTime.from(`${hour}:00`)),
    );
  const values = (from: Spec.PlainDateTime, to: Spec.PlainDateTime) =>
    countUp(from, to, PlainDateTime.compare, (hour) => hour.add({ hours: 1 }));
  return defineParameter(
    { type: "dateHour", expected: "an hour like 2026-11-24T10", range: { unit: "hour", values }, parse, format },
    options,
  );
}
