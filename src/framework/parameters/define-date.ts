import { withinBounds } from "./bounds.ts";
import {
  type BatchOption,
  type BoundOptions,
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
} from "./parameter.ts";
import { type Counting, rangeOf } from "./range.ts";
import { readTemporal } from "./read-temporal.ts";

/** What every parameter takes that holds a date or a time. */
export interface DateOptions<T> extends ParameterOptions, BoundOptions<T>, BatchOption<T> {
  /**
   * Only every n-th year, month, day, hour, … is a value: others are taken back to the last one before them, and ranges
   * step by it. 1 when not given.
   */
  readonly interval?: number;
  /** A value from which intervals are counted, in both directions; the beginning of 1970 when not given. */
  readonly start?: T;
}

/** A kind of date: its text form, and how it is counted. */
export interface DateKind<T> extends Counting<T> {
  readonly type: string;
  /** What a text should be, with its article: `a date`. */
  readonly noun: string;
  readonly example: string;
  /** The only form that a text may have. */
  readonly form: RegExp;
  /** Where intervals are counted from: the beginning of 1970. */
  readonly epoch: T;
  read(text: string): T;
  format(value: T): string;
}

/**
 * Puts a parameter for dates together.
 *
 * @throws Error when `interval` is not a whole number from 1 on
 */
export function defineDate<T>(
  kind: DateKind<T>,
  options: DateOptions<T> & Partial<DefaultOption<T>> = {},
): Parameter<T> {
  const { interval = 1, start = kind.epoch } = options;
  if (!Number.isSafeInteger(interval) || interval < 1)
    throw new Error(`The interval of a ${kind.type} parameter must be a whole number from 1 on, not ${interval}.`);
  const check = withinBounds(options, (a, b) => kind.between(b, a), kind.format);
  const onInterval = (value: T) => kind.add(value, -mod(kind.between(start, value), interval));
  return defineParameter<T>(
    {
      type: kind.type,
      expected: `${kind.noun} like ${kind.example}`,
      range: rangeOf(kind, interval),
      parse: (text) => check(onInterval(readTemporal(text, kind.noun, kind.form, kind.read))),
      format: kind.format,
    },
    options.default === undefined
      ? options
      : { ...options, default: onInterval(kind.read(kind.format(options.default))) },
  );
}

/** The remainder that is never negative. */
function mod(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}
