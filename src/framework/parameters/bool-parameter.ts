import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

/**
 * `true` or `false`; on the command line the flag alone means `true`.
 *
 * @example Task.with({ compressed: BoolParameter({ default: false }) })
 */
export function BoolParameter(options: ParameterOptions & DefaultOption<boolean>): ParameterWithDefault<boolean>;
export function BoolParameter(options?: ParameterOptions): Parameter<boolean>;
export function BoolParameter(options?: ParameterOptions): Parameter<boolean> {
  const parse = (text: string) => {
    const lower = text.toLowerCase();
    if (lower === "true") return true;
    if (lower === "false") return false;
    throw new Error(`"${text}" is neither true nor false`);
  };
  return defineParameter({ type: "bool", expected: "true or false", json: true, parse, format: String }, options);
}
