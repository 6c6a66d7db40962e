import { type ElementArguments, elementAndOptions, elementFromJson, elementToJson } from "./element.ts";
import { type JsonValue, readJson, writeJson } from "./json-text.ts";
import {
  type DefaultOption,
  defineParameter,
  noValue,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

/**
 * A list, in JSON: `["north", "south"]`.
 *
 * @param of what each element is; any JSON when left out. In the list's text, numbers, booleans, lists and dicts stand as
 *   they are, and other values as their texts: `["2026-11-24"]`.
 * @example Task.with({ regions: ListParameter(ChoiceParameter({ choices: ["north", "south"] }), { default: ["north"] }) })
 */
export function ListParameter<T>(
  of: Parameter<T>,
  options: ParameterOptions & DefaultOption<readonly NoInfer<T>[]>,
): ParameterWithDefault<readonly T[]>;
export function ListParameter<T>(of: Parameter<T>, options?: ParameterOptions): Parameter<readonly T[]>;
export function ListParameter(
  options: ParameterOptions & DefaultOption<readonly JsonValue[]>,
): ParameterWithDefault<readonly JsonValue[]>;
export function ListParameter(options?: ParameterOptions): Parameter<readonly JsonValue[]>;
export function ListParameter<T>(...args: ElementArguments<T, ParameterOptions>): Parameter<readonly T[]> {
  const { of, options } = elementAndOptions(args);
  const type = "list";
  const parse = (text: string) => {
    const list = readJson(text);
    if (!Array.isArray(list)) throw new Error(`"${text}" is not a list`);
    return Object.freeze(
      list.map((json: JsonValue, index) => elementFromJson(of, json, `element ${index + 1} of ${text}`)),
    );
  };
  const take = (given: unknown) => {
    if (!Array.isArray(given)) throw noValue({ type }, given);
    return Object.freeze(Array.from(given, (value) => of.accept(value)));
  };
  const format = (list: readonly T[]) => writeJson(list.map((value) => elementToJson(of, value)));
  const expected = `a list in JSON, each element ${of.expected}`;
  return defineParameter({ type, expected, json: true, parse, format, take }, options);
}
