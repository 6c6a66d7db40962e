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

type Options = ParameterOptions & BoundOptions<number> & BatchOption<number>;

/**
 * A whole number that a JavaScript number holds exactly.
 *
 * @example Task.with({ batch: IntParameter({ default: 500, min: 1 }) })
 */
export function IntParameter(options: Options & DefaultOption<number>): ParameterWithDefault<number>;
export function IntParameter(options?: Options): Parameter<number>;
export function IntParameter(options: Options = {}): Parameter<number> {
  const check = withinBounds<number>(options, (a, b) => a - b, String);
  const parse = (text: string) => {
    const value = Number(text) + 0; // which makes 0 of -0, as its text does
    if (!/^\s*[+-]?\d+\s*$/.test(text) || !Number.isSafeInteger(value))
      throw new Error(`"${text}" is not a whole number`);
    return check(value);
  };
  return defineParameter(
    { type: "int", expected: "a whole number like 500", json: true, parse, format: String },
    options,
  );
}
