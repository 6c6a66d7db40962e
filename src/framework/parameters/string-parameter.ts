import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

/**
 * Any text, the empty one included.
 *
 * @example Task.with({ region: StringParameter({ default: "north" }) })
 */
export function StringParameter(options: ParameterOptions & DefaultOption<string>): ParameterWithDefault<string>;
export function StringParameter(options?: ParameterOptions): Parameter<string>;
export function StringParameter(options?: ParameterOptions): Parameter<string> {
  return defineParameter(
    { type: "string", expected: "a text", parse: (text) => text, format: (value) => value },
    options,
  );
}
