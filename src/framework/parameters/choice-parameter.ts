import {
  type DefaultOption,
  defineParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterWithDefault,
} from "./parameter.ts";

/**
 * One of some texts; the value's type is their union.
 *
 * @param options `choices`: the texts that are allowed
 * @throws Error when there are no choices
 * @example Task.with({ region: ChoiceParameter({ choices: ["north", "south"] }) })
 */
export function ChoiceParameter<const C extends string>(
  options: ParameterOptions & { readonly choices: readonly C[] } & DefaultOption<NoInfer<C>>,
): ParameterWithDefault<C>;
export function ChoiceParameter<const C extends string>(
  options: ParameterOptions & { readonly choices: readonly C[] },
): Parameter<C>;
export function ChoiceParameter<const C extends string>(
  options: ParameterOptions & { readonly choices: readonly C[] },
): Parameter<C> {
  const { choices } = options;
  if (choices.length === 0) throw new Error("A ChoiceParameter needs at least one choice.");
  const expected = `one of ${choices.join(", ")}`;
  const parse = (text: string) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new Error(`"${text}" is not ${expected}`);
    return choice;
  };
  return defineParameter<C>({ type: "choice", expected, choices, parse, format: (value) => value }, options);
}
