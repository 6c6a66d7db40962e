import type { Temporal as Spec } from "temporal-spec";
import { dateTimeKind } from "./date-time-kind.ts";
import { type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const HOUR = dateTimeKind({
  type: "dateHour",
  noun: "an hour",
  example: "2026-11-24T10",
  form: /^\d{4}-\d{2}-\d{2}T\d{2}$/,
  unit: "hour",
});

/**
 * An hour of a day: `2026-11-24T10`. Ranges go hour by hour.
 *
 * @param options `interval: 6` for the hours 00, 06, 12 and 18
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ hour: DateHourParameter() })
 */
export function DateHourParameter(
  options: DateOptions<Spec.PlainDateTime> & DefaultOption<Spec.PlainDateTime>,
): ParameterWithDefault<Spec.PlainDateTime>;
export function DateHourParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime>;
export function DateHourParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime> {
  return defineDate(HOUR, options);
}
