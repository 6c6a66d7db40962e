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
 * A finite number.
 *
 * @example Task.with({ threshold: FloatParameter({ default: 0.5, min: 0, max: 1 }) })
 */
export function FloatParameter(options: Options & DefaultOption<number>): ParameterWithDefault<number>;
export function FloatParameter(options?: Options): Parameter<number>;
export function FloatParameter(options: Options = {}): Parameter<number> {
  const check = withinBounds<number>(options, (a, b) => a - b, String);
  const parse = (text: string) => {
    const value = Number(text) + 0; // which makes 0 of -0, as its text does
    if (text.trim() === "" || !Number.isFinite(value)) throw new Error(`"${text}" is not a number`);
    return check(value);
  };
  return defineParameter({ type: "float", expected: "a number like 0.5", json: true, parse, format: String }, options);
}
