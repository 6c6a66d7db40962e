import { Temporal as polyfill } from "temporal-polyfill";
import type { Temporal as Spec } from "temporal-spec";

/**
 * The standard's date types: the engine's own where it has them, a polyfill elsewhere.
 *
 * @example Temporal.PlainDate.from("2026-11-24").subtract({ days: 1 })
 * @see https://tc39.es/proposal-temporal/docs/
 */
export const Temporal: typeof Spec = (globalThis as { Temporal?: typeof Spec }).Temporal ?? polyfill;

/** The types by the same name: `date: Temporal.PlainDate`. */
export declare namespace Temporal {
  export type Duration = Spec.Duration;
  export type Instant = Spec.Instant;
  export type PlainDate = Spec.PlainDate;
  export type PlainDateTime = Spec.PlainDateTime;
  export type PlainMonthDay = Spec.PlainMonthDay;
  export type PlainTime = Spec.PlainTime;
  export type PlainYearMonth = Spec.PlainYearMonth;
  export type ZonedDateTime = Spec.ZonedDateTime;
}
