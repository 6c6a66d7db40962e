import type { OuterValues } from "../../framework/context.ts";

/**
 * Finds parameters in the environment, then in the configuration. `batchSize` of `LoadSales` is
 * `PIPEWRIGHT_LOAD_SALES__BATCH_SIZE` in the environment.
 */
export function outerValues(
  environment: Readonly<Record<string, string | undefined>>,
  configured: Readonly<Record<string, Readonly<Record<string, string>>>>,
): OuterValues {
  return (family, parameter) => environment[variableName(family, parameter)] ?? configured[family]?.[parameter];
}

export function variableName(family: string, parameter: string): string {
  return `PIPEWRIGHT_${upperSnake(family)}__${upperSnake(parameter)}`;
}

function upperSnake(name: string): string {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toUpperCase();
}
