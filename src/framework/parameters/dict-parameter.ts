import { type ElementArguments, elementAndOptions, elementFromJson, elementToJson } from "./element.ts";
import { isRecord, type JsonValue, readJson, sorted, writeJson } from "./json-text.ts";
import {
  type DefaultOption,
  defineParameter,
  noValue,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

type Dict<T> = { readonly [key: string]: T };

/**
 * Values by name, in JSON: `{"north": 0.5, "south": 0.25}`. The order of the names does not matter: it is always that of
 * the alphabet.
 *
 * @param of what each value is; any JSON when left out. In the dict's text, numbers, booleans, lists and dicts stand as
 *   they are, and other values as their texts: `{"first": "2026-11-24"}`.
 * @example Task.with({ shares: DictParameter(FloatParameter({ min: 0, max: 1 })) })
 */
export function DictParameter<T>(
  of: Parameter<T>,
  options: ParameterOptions & DefaultOption<Dict<NoInfer<T>>>,
): ParameterWithDefault<Dict<T>>;
export function DictParameter<T>(of: Parameter<T>, options?: ParameterOptions): Parameter<Dict<T>>;
export function DictParameter(
  options: ParameterOptions & DefaultOption<Dict<JsonValue>>,
): ParameterWithDefault<Dict<JsonValue>>;
export function DictParameter(options?: ParameterOptions): Parameter<Dict<JsonValue>>;
export function DictParameter<T>(...args: ElementArguments<T, ParameterOptions>): Parameter<Dict<T>> {
  const { of, options } = elementAndOptions(args);
  const type = "dict";
  const parse = (text: string) => {
    const dict = readJson(text);
    if (!isRecord(dict)) throw new Error(`"${text}" is not a dict`);
    return mapDict(dict, (json: JsonValue, key) => elementFromJson(of, json, `"${key}" of ${text}`));
  };
  const take = (given: unknown) => {
    if (!isRecord(given)) throw noValue({ type }, given);
    return mapDict(given, (value) => of.accept(value));
  };
  const format = (dict: Dict<T>) => writeJson(mapDict(dict, (value) => elementToJson(of, value)));
  const expected = `names and values in JSON, each value ${of.expected}`;
  return defineParameter({ type, expected, json: true, parse, format, take }, options);
}

function mapDict<A, B>(dict: Dict<A>, change: (value: A, key: string) => B): Dict<B> {
  return Object.freeze(
    Object.fromEntries(Object.entries(sorted(dict)).map(([key, value]) => [key, change(value, key)])),
  );
}
