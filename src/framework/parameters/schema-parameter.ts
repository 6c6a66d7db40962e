import { readJson, writeJson } from "./json-text.ts";
import {
  type DefaultOption,
  defineParameter,
  noValue,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";
import { outcomeOf, type StandardSchema } from "./standard-schema.ts";

/**
 * A value that a schema describes, of any library that follows Standard Schema, zod or valibot say. Its text is JSON; a
 * text that the schema does not accept as JSON is taken as it stands, so that a schema of texts needs no quotes.
 *
 * What the schema makes of a value must be something that it accepts again, and leaves as it is, when it comes back from
 * JSON: tasks travel between processes as text. So `z.coerce.date()` is fine, and a transform that adds 1 is not.
 *
 * @param schema one that answers at once: asynchronous checks are refused
 * @see https://standardschema.dev
 * @example Task.with({ limits: SchemaParameter(z.object({ rows: z.int().positive() })) })
 */
export function SchemaParameter<T>(
  schema: StandardSchema<T>,
  options: ParameterOptions & DefaultOption<NoInfer<T>>,
): ParameterWithDefault<T>;
export function SchemaParameter<T>(schema: StandardSchema<T>, options?: ParameterOptions): Parameter<T>;
export function SchemaParameter<T>(schema: StandardSchema<T>, options?: ParameterOptions): Parameter<T> {
  const type = "schema";

  const parse = (text: string) => {
    const json = jsonIn(text);
    const outcomes = [...(json ? [outcomeOf(schema, json.value)] : []), outcomeOf(schema, text)];
    const accepted = outcomes.find(({ problem }) => problem === undefined);
    if (accepted === undefined)
      throw new Error(
        `"${text}" ${json ? "does not fit" : "is not JSON, and as a text does not fit"}: ${outcomes[0]?.problem}`,
      );
    return steady(accepted.value as T);
  };

  const take = (given: unknown) => {
    const json = formOf(given);
    if (json === undefined) throw noValue({ type }, given);
    const { problem, value } = outcomeOf(schema, readJson(json));
    if (problem !== undefined) throw new Error(`${json} does not fit: ${problem}`);
    return steady(value as T);
  };

  /** Refuses a value that would be another one in the next process. */
  const steady = (value: T) => {
    const text = formOf(value);
    const again = text === undefined ? undefined : outcomeOf(schema, readJson(text));
    if (again === undefined || again.problem !== undefined || formOf(again.value) !== text)
      throw new Error(`the schema does not read back what it makes: ${text ?? "a value that JSON can not hold"}`);
    return value;
  };

  const expected = "JSON that fits the schema";
  return defineParameter<T>({ type, expected, json: true, parse, format: writeJson, take }, options);
}

function jsonIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: readJson(text) };
  } catch {
    return undefined;
  }
}

function formOf(value: unknown): string | undefined {
  try {
    return writeJson(value);
  } catch {
    return undefined;
  }
}
