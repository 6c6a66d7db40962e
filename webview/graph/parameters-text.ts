import type { TaskClass } from "../../src/protocol/task-index.ts";

/** A class's parameters in short: `date, batch = 500`. */
export function parametersText({ parameters }: Pick<TaskClass, "parameters">): string {
  return parameters.map(({ name, default: value }) => (value === undefined ? name : `${name} = ${value}`)).join(", ");
}
