import type { ParameterDeclaration, TaskClass } from "../src/protocol/task-index.ts";
import { h } from "./element.ts";
import { choiceInput, labelled, textInput } from "./toolkit.ts";
import { t } from "./words.ts";

const EXAMPLES: Readonly<Record<string, string>> = {
  date: "2026-11-24",
  month: "2026-11",
  year: "2026",
  week: "2026-W47",
  dateHour: "2026-11-24T10",
  dateMinute: "2026-11-24T1005",
};

/** The types of parameters that a range can run over, and the unit of each. */
export const RANGE_UNITS = {
  year: "year",
  month: "month",
  week: "week",
  date: "day",
  dateHour: "hour",
  dateMinute: "minute",
  dateSecond: "second",
} as const;

export function rangeParametersOf({ parameters }: TaskClass): readonly ParameterDeclaration[] {
  return parameters.filter(({ type }) => Object.hasOwn(RANGE_UNITS, type));
}

/**
 * Fields for a class's parameters. What is left empty takes its default.
 *
 * @param without the name of a parameter that is not asked for here
 * @param values what was given before, in text form
 */
export function parameterFields(
  { parameters }: TaskClass,
  values: Readonly<Record<string, string>>,
  change: (values: Readonly<Record<string, string>>) => void,
  without?: string,
): HTMLElement {
  const given = { ...values };
  const set = (name: string) => (text: string) => {
    if (text === "") delete given[name];
    else given[name] = text;
    change({ ...given });
  };
  const fields = parameters
    .filter(({ name, visibility }) => name !== without && visibility !== "private")
    .map(({ name, type, default: value, choices, description }) => {
      const named = type === "bool" ? ["true", "false"] : choices;
      const field =
        named === undefined
          ? textInput(given[name] ?? "", set(name), value ?? EXAMPLES[type] ?? type)
          : choiceInput(
              given[name] ?? "",
              [["", value ?? t("choose…")], ...named.map((each) => [each, each] as const)],
              set(name),
            );
      field.dataset.parameter = name;
      return labelled(name, field, description);
    });
  return h("div", { class: "fields" }, ...fields);
}

/** The names of parameters without a default for which nothing is given. */
export function missingParameters(
  { parameters }: TaskClass,
  values: Readonly<Record<string, string>>,
  without?: string,
): string[] {
  return parameters
    .filter(({ name, default: value }) => name !== without && value === undefined && values[name] === undefined)
    .map(({ name }) => name);
}
