import { type JsonValue, readJson, writeJson } from "./json-text.ts";
import { defineParameter, type Parameter, type ParameterOptions } from "./parameter.ts";

const anyJson = defineParameter<JsonValue>({
  type: "json",
  expected: "JSON",
  json: true,
  parse: readJson,
  format: writeJson,
});

/** The elements of lists and dicts of which nothing is known: a text among them is that text, not JSON. */
const ANY: Parameter<JsonValue> = { ...anyJson, accept: (given) => readJson(writeJson(given)) };

/** The arguments of a parameter that holds many values of one kind, or of any. */
export type ElementArguments<T, O> = [of: Parameter<T>, options?: O] | [options?: O];

/** The elements' parameter, and the options: what the elements keep private is private in their list too. */
export function elementAndOptions<T, O extends ParameterOptions>(
  args: ElementArguments<T, O>,
): { of: Parameter<T>; options: O | undefined } {
  const [first, second] = args;
  if (first === undefined || !("parse" in first))
    return { of: ANY as Parameter<unknown> as Parameter<T>, options: first };
  return { of: first, options: first.visibility === "private" ? { ...(second as O), visibility: "private" } : second };
}

/** An element as it stands in the JSON of its list. */
export function elementToJson<T>(of: Parameter<T>, value: T): JsonValue {
  const text = of.format(value);
  return of.json ? readJson(text) : text;
}

/**
 * Reads an element from the JSON of its list.
 *
 * @param place where it stands, for the error
 * @throws Error with the place and what is wrong there
 */
export function elementFromJson<T>(of: Parameter<T>, json: JsonValue, place: string): T {
  try {
    if (of.json) return of.parse(writeJson(json));
    if (typeof json === "string") return of.parse(json);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  throw new Error(`${place}: ${writeJson(json)} is not ${of.expected}`);
}
