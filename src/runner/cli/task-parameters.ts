import { Command, Option } from "commander";
import type { ParameterDescription, TaskDescription } from "../../protocol/parameter-description.ts";

/**
 * Reads the values of a task's parameters from the command line.
 *
 * @param words what came after the task's name
 * @param taken parameters that can not be given, since a range runs over them
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
      const value = given[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

/** The help text of a task: its parameters, then the command's own options. */
export function taskHelp(description: TaskDescription, parent: Command): string {
  const own = parent.createHelp();
  const options = parent.options.map(
    (option) => `  ${own.optionTerm(option).padEnd(28)}  ${own.optionDescription(option)}`,
  );
  return `${parameterCommand(description, parent).helpInformation()}\nOptions of ${parent.name()}:\n${options.join("\n")}\n`;
}

function parameterCommand({ family, parameters }: TaskDescription, parent: Command): Command {
  const command = new Command(`pipewright ${parent.name()} ${family}`)
    .exitOverride()
    .helpOption(false)
    .configureHelp({ styleTitle: (title) => (title === "Options:" ? "Parameters:" : title) })
    .usage("[--<parameter> <value> …]");
  for (const parameter of parameters) command.addOption(optionOf(parameter));
  return command;
}

function optionOf(parameter: ParameterDescription): Option {
  const { name, type, choices, description, expected, required, visibility } = parameter;
  const flag = `--${kebab(name)}`;
  const value = type === "bool" ? " [true|false]" : ` <${choices ? choices.join("|") : type}>`;
  const rest = required ? "required" : parameter.default === undefined ? "" : `default: ${parameter.default}`;
  const notes = [expected, rest, visibility === "private" ? "private" : ""].filter(Boolean).join("; ");
  const option = new Option(flag + value, `${description ? `${description}: ` : ""}${notes}`);
  // Commander makes camel case of a flag by its own rules; the parameter has a name already.
  option.attributeName = () => name;
  return option;
}

export function kebab(name: string): string {
  return name.replaceAll(/(\p{Lu})/gu, "-$1").toLowerCase();
}
