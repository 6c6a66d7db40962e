import { Temporal as polyfill } from "temporal-polyfill";
import type { Temporal as Spec } from "temporal-spec";

/**
 * The standard's date types: the engine's own where it has them, a polyfill elsewhere.
 *
 * @example Temporal.PlainDate.from("2026-11-24").subtract({ days: 1 })
 * @see https://tc39.es/proposal-temporal/docs/
 */
export const Temporal: typeof Spec = (globalThis as { Temporal?: typeof Spec }).Temporal ?? polyfill;
export type { Spec as TemporalTypes };
