import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";
import { withinBounds } from "./bounds.ts";
import {
  type BatchOption,
  type BoundOptions,
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";
import { readTemporal } from "./read-temporal.ts";

type Options = ParameterOptions & BoundOptions<Spec.Duration> & BatchOption<Spec.Duration>;

const { Duration } = Temporal;

const [WEEKS, DAYS, HOURS, MINUTES, SECONDS] = ["week", "day", "hour", "minute", "second"].map(
  (unit) => String.raw`(?:(\d+(?:\.\d+)?) *${unit[0]}(?:${unit.slice(1)}s?)? *)?`,
);
const IN_WORDS = new RegExp(`^${WEEKS}${DAYS}${HOURS}${MINUTES}${SECONDS}$`);

/**
 * A length of time, as Luigi's TimeDelta: `1 day 2 hours`, `1w 3d 2h 32m 5s` or, in ISO 8601, `P1DT2H`. Its days have 24
 * hours, its weeks 7 days; months and years have no length of their own. Equal lengths are equal values, whichever way
 * they were written.
 *
 * @example Task.with({ window: DurationParameter({ default: Temporal.Duration.from({ hours: 6 }) }) })
 */
export function DurationParameter(options: Options & DefaultOption<Spec.Duration>): ParameterWithDefault<Spec.Duration>;
export function DurationParameter(options?: Options): Parameter<Spec.Duration>;
export function DurationParameter(
  options: Options & Partial<DefaultOption<Spec.Duration>> = {},
): Parameter<Spec.Duration> {
  const check = withinBounds(options, (a, b) => Duration.compare(balanced(a), balanced(b)), format);
  return defineParameter(
    {
      type: "duration",
      expected: "a duration like 1 day 2 hours, 1d 2h or P1DT2H",
      parse: (text) =>
        check(readTemporal(text, "a duration in weeks, days, hours, minutes and seconds", /^[P\d]/, read)),
      format,
    },
    options.default === undefined ? options : { ...options, default: balanced(options.default) },
  );
}

function read(text: string): Spec.Duration {
  if (text.startsWith("P")) return balanced(text);
  const words = IN_WORDS.exec(text);
  if (words === null) throw new RangeError(`"${text}" has other words in it, or another order.`);
  const [, weeks, days, hours, minutes, seconds] = words;
  const time = part(hours, "H") + part(minutes, "M") + part(seconds, "S");
  return balanced(`P${part(weeks, "W")}${part(days, "D")}${time && `T${time}`}`);
}

/** A part of a duration in ISO 8601. */
function part(amount: string | undefined, letter: string): string {
  return amount === undefined ? "" : amount + letter;
}

/** The same length in days, hours, minutes and seconds. */
function balanced(value: Spec.Duration | string): Spec.Duration {
  const duration = Duration.from(value);
  return duration.with({ weeks: 0, days: duration.days + 7 * duration.weeks }).round({ largestUnit: "days" });
}

function format(value: Spec.Duration): string {
  const { days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } = balanced(value);
  // A fraction of a second is written as the standard does.
  const fraction = Duration.from({ seconds, milliseconds, microseconds, nanoseconds })
    .toString()
    .slice("PT".length, -1);
  const words = [
    [String(days), "day"],
    [String(hours), "hour"],
    [String(minutes), "minute"],
    [fraction, "second"],
  ].flatMap(([amount, unit]) => (amount === "0" ? [] : `${amount} ${unit}${amount === "1" ? "" : "s"}`));
  return words.join(" ") || "0 seconds";
}
