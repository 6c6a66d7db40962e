import type { Temporal as Spec } from "temporal-spec";
import { dateTimeKind } from "./date-time-kind.ts";
import { type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const MINUTE = dateTimeKind({
  type: "dateMinute",
  noun: "a minute",
  example: "2026-11-24T1005",
  form: /^\d{4}-\d{2}-\d{2}T\d{2}H?[0-5]\d$/,
  unit: "minute",
});

/**
 * A minute of a day: `2026-11-24T1005`. Ranges go minute by minute. The `10H05` of early versions of Luigi is read too.
 *
 * @param options `interval: 15` for quarters of an hour
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ minute: DateMinuteParameter({ interval: 15 }) })
 */
export function DateMinuteParameter(
  options: DateOptions<Spec.PlainDateTime> & DefaultOption<Spec.PlainDateTime>,
): ParameterWithDefault<Spec.PlainDateTime>;
export function DateMinuteParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime>;
export function DateMinuteParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime> {
  return defineDate(MINUTE, options);
}
