import { Command, Option } from "commander";
import type { ParameterDescription, TaskDescription } from "../../protocol/parameter-description.ts";
import { parameterFlag } from "../../protocol/parameter-flag.ts";
import { variableName } from "../worker/outer-values.ts";

/**
 * Reads the values of a task's parameters from the command line.
 *
 * @param words what came after the task's name
 * @param parent the command that has taken its own options from among them
 * @returns the values that were given, in text form, by the parameter's name
 * @throws CommanderError after it has said which flag is unknown or lacks its value, with the nearest one
 */
export function readParameters(
  description: TaskDescription,
  words: readonly string[],
  parent: Command,
): Record<string, string> {
  const command = parameterCommand(description, parent);
  command.parse(words, { from: "user" });
  const given = command.opts<Record<string, string | true>>();
  return Object.fromEntries(
    description.parameters.flatMap(({ name }) => {
      return Object.hasOwn(given, name) ? [[name, String(given[name])]] : [];
    }),
  );
}

/** The help text of a task: its parameters, then the command's own options. */
export function taskHelp(description: TaskDescription, parent: Command): string {
  const { family, parameters } = description;
  const notes = parameters
    .filter((parameter) => isTaken(parameter, parent))
    .map(
      ({ name }) =>
        `${parameterFlag(name)} is an option of ${parent.name()}: give the parameter "${name}" as ${variableName(family, name)} in the environment.\n`,
    );
  return [parameterCommand(description, parent).helpInformation(), ...notes].join("\n");
}

/** Knows the parent's options as well, so that a misspelt one is recognised and the help is whole. */
function parameterCommand({ family, parameters }: TaskDescription, parent: Command): Command {
  const command = new Command(`pipewright ${parent.name()} ${family}`)
    .exitOverride()
    .helpOption(false)
    .configureOutput(parent.configureOutput())
    .usage("[--<parameter> <value> …] [options]");
  for (const parameter of parameters) {
    if (!isTaken(parameter, parent)) command.addOption(optionOf(parameter).helpGroup("Parameters:"));
  }
  for (const option of parent.options) command.addOption(option);
  return command;
}

/** A parameter may be called like an option of the command, which has taken it then. */
function isTaken({ name }: ParameterDescription, parent: Command): boolean {
  return parent.options.some(({ long }) => long === parameterFlag(name));
}

function optionOf(parameter: ParameterDescription): Option {
  const { name, type, choices, description, expected, required, visibility } = parameter;
  const value = type === "bool" ? " [true|false]" : ` <${choices ? choices.join("|") : type}>`;
  const rest = required ? "required" : parameter.default === undefined ? "" : `default: ${parameter.default}`;
  const notes = [expected, rest, visibility === "private" ? "private" : ""].filter(Boolean).join("; ");
  const option = new Option(parameterFlag(name) + value, `${description ? `${description}: ` : ""}${notes}`);
  // Commander makes camel case of a flag by its own rules; the parameter has a name already.
  option.attributeName = () => name;
  // And takes --no-header for the opposite of --header; here it is the parameter noHeader.
  option.negate = false;
  return option;
}
