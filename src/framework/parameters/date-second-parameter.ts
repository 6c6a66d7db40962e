import type { Temporal as Spec } from "temporal-spec";
import { dateTimeKind } from "./date-time-kind.ts";
import { type DateOptions, defineDate } from "./define-date.ts";
import type { DefaultOption, Parameter, ParameterWithDefault } from "./parameter.ts";

const SECOND = dateTimeKind({
  type: "dateSecond",
  noun: "a second",
  example: "2026-11-24T100507",
  form: /^\d{4}-\d{2}-\d{2}T\d{2}[0-5]\d[0-5]\d$/,
  unit: "second",
});

/**
 * A second of a day: `2026-11-24T100507`. Ranges go second by second.
 *
 * @param options `interval: 30` for half minutes
 * @throws Error when `interval` is not a whole number from 1 on
 * @example Task.with({ second: DateSecondParameter() })
 */
export function DateSecondParameter(
  options: DateOptions<Spec.PlainDateTime> & DefaultOption<Spec.PlainDateTime>,
): ParameterWithDefault<Spec.PlainDateTime>;
export function DateSecondParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime>;
export function DateSecondParameter(options?: DateOptions<Spec.PlainDateTime>): Parameter<Spec.PlainDateTime> {
  return defineDate(SECOND, options);
}
