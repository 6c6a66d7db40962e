import type { ParameterDeclaration } from "../../protocol/task-index.ts";

const LONGEST_DEFAULT = 24;

/** A class's parameters as the second line of its node: `date, batch = 500`. */
export function parametersText(parameters: readonly ParameterDeclaration[]): string {
  return parameters
    .map(({ name, default: value }) => (value === undefined ? name : `${name} = ${shortened(value)}`))
    .join(", ");
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, " ");
  return line.length > LONGEST_DEFAULT ? `${line.slice(0, LONGEST_DEFAULT - 1)}…` : line;
}
