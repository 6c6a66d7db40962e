import { outerValue } from "./context.ts";
import type { Parameter, ParameterMap } from "./parameters/parameter.ts";

/** A parameter got no value or a wrong one. The message says which, what it got and what is expected. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

type Given = Readonly<Record<string, unknown>>;

/**
 * The values of a task's parameters: given, else from the environment or the configuration, else the default.
 *
 * @param given values, or the texts that the parameters read
 * @throws ParameterError when one is missing, wrong or unknown
 */
export function resolveValues(family: string, parameters: ParameterMap, given: Given): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters).join(", ") || "none";
      throw new ParameterError(`${family} has no parameter "${name}". It has: ${known}.`);
    }
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, resolve(family, name, parameter, given)]),
  );
}

function resolve(family: string, name: string, parameter: Parameter<unknown>, given: Given): unknown {
  const isGiven = given[name] !== undefined || (parameter.optional && Object.hasOwn(given, name));
  if (isGiven) return accept(family, name, parameter, given[name]);
  const outer = outerValue(family, name);
  if (outer !== undefined) return accept(family, name, parameter, outer);
  if ("default" in parameter) return parameter.default;
  throw new ParameterError(`${family} needs a value for its parameter "${name}": ${parameter.expected}.`);
}

function accept(family: string, name: string, parameter: Parameter<unknown>, given: unknown): unknown {
  try {
    return parameter.accept(given);
  } catch (error) {
    const why = parameter.visibility === "public" ? (error as Error).message : "the given value (private) is wrong";
    throw new ParameterError(`${family}: parameter "${name}": ${why}; expected ${parameter.expected}.`);
  }
}
