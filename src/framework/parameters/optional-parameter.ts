import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";
import type { ValueRange } from "./range.ts";

/**
 * A value of another parameter, or none: `undefined`, written as the empty text.
 *
 * @param of what a value is, where there is one; its options hold here too
 * @param options `default`: the value when none is given; that of `of` when left out, else `undefined`
 * @example Task.with({ since: OptionalParameter(DateParameter()) })
 */
export function OptionalParameter<T>(
  of: Parameter<T>,
  options: ParameterOptions & Partial<DefaultOption<NoInfer<T> | undefined>> = {},
): ParameterWithDefault<T | undefined> {
  const parameter = defineParameter<T | undefined>(
    {
      type: of.type,
      expected: `${of.expected}, or nothing`,
      choices: of.choices,
      range: of.range && optionalRange(of.range),
      optional: true,
      parse: (text) => (text === "" ? undefined : of.parse(text)),
      format: (value) => (value === undefined ? "" : of.format(value)),
      take: (given) => (given === undefined ? undefined : of.accept(given)),
    },
    {
      description: options.description ?? of.description,
      significant: of.significant && options.significant,
      visibility: of.visibility === "private" ? "private" : options.visibility,
      default: "default" in options ? options.default : of.default,
    },
  );
  return parameter as ParameterWithDefault<T | undefined>;
}

/** A range has two ends: from nothing, or to nothing, there is none. */
function optionalRange<T>({ unit, values, next }: ValueRange<T>): ValueRange<T | undefined> {
  return {
    unit,
    values: (from, to) => (from === undefined || to === undefined ? [] : values(from, to)),
    next: (value) => (value === undefined ? undefined : next(value)),
  };
}
