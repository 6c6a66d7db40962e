import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { TaskClass } from "./task-module.ts";

/** Tells a task class's parameters as its code declares them. */
export function describeTask(family: string, { parameters }: TaskClass): TaskDescription {
  return {
    family,
    parameters: Object.entries(parameters).map(([name, parameter]) => ({
      name,
      type: parameter.type,
      expected: parameter.expected,
      description: parameter.description,
      default:
        "default" in parameter && parameter.visibility === "public" ? parameter.format(parameter.default) : undefined,
      required: !("default" in parameter),
      significant: parameter.significant,
      visibility: parameter.visibility,
      choices: parameter.choices,
      unit: parameter.range?.unit,
    })),
  };
}
