import { DateInterval, type IntervalUnit } from "./date-interval.ts";
import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";
import { type Counting, rangeOf } from "./range.ts";

interface Options extends ParameterOptions {
  /** Only days, weeks, months or years: then there are ranges of them. */
  readonly unit?: IntervalUnit;
}

const EXAMPLES: Readonly<Record<IntervalUnit, string>> = {
  day: "2026-11-24",
  week: "2026-W47",
  month: "2026-11",
  year: "2026",
};
const ANY = `days in a row like ${Object.values(EXAMPLES).join(", ")} or 2026-01-01-2026-02-01 (without its last day)`;

/**
 * Days in a row: a day (`2026-11-24`), a week (`2026-W47`), a month (`2026-11`), a year (`2026`), or from one day to
 * another, that one left out as in Luigi (`2026-01-01-2026-02-01`).
 *
 * @param options `unit`: only days, weeks, months or years; ranges, that is backfills, go over them then
 * @example Task.with({ week: DateIntervalParameter({ unit: "week" }) })
 */
export function DateIntervalParameter(
  options: Options & DefaultOption<DateInterval>,
): ParameterWithDefault<DateInterval>;
export function DateIntervalParameter(options?: Options): Parameter<DateInterval>;
export function DateIntervalParameter(options: Options = {}): Parameter<DateInterval> {
  const { unit } = options;
  const noun = unit === undefined ? "an interval of dates" : `a ${unit}`;
  const parse = (text: string) => {
    const interval = read(text);
    if (interval === undefined || (unit !== undefined && interval.unit !== unit))
      throw new Error(`"${text}" is not ${noun}`);
    return interval;
  };
  return defineParameter(
    {
      type: "dateInterval",
      expected: unit === undefined ? ANY : `a ${unit} like ${EXAMPLES[unit]}`,
      range: unit && rangeOf(counting(unit)),
      parse,
      format: String,
    },
    options,
  );
}

function read(text: string): DateInterval | undefined {
  try {
    return DateInterval.from(text);
  } catch {
    return undefined;
  }
}

function counting(unit: IntervalUnit): Counting<DateInterval> {
  const units = `${unit}s` as const;
  return {
    unit,
    between: (from, to) => from.start.until(to.start, { largestUnit: units })[units],
    add: ({ start }, count) => DateInterval.containing(start.add({ [units]: count }), unit),
  };
}
