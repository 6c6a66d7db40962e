import {
  type BatchOption,
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

type Options = ParameterOptions & BatchOption<string>;

/**
 * Any text, the empty one included.
 *
 * @example Task.with({ region: StringParameter({ default: "north" }) })
 */
export function StringParameter(options: Options & DefaultOption<string>): ParameterWithDefault<string>;
export function StringParameter(options?: Options): Parameter<string>;
export function StringParameter(options?: Options): Parameter<string> {
  return defineParameter(
    { type: "string", expected: "a text", parse: (text) => text, format: (value) => value },
    options,
  );
}
