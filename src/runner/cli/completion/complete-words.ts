import type { Argument, Command, Option } from "commander";
import { parameterFlag } from "../../../protocol/parameter-flag.ts";
import type { ParameterDeclaration, TaskClass } from "../../../protocol/task-index.ts";
import { type Candidate, FOLDERS } from "./candidate.ts";
import { optionOf, readTypedWords, type TypedWords } from "./typed-words.ts";

/** Finds the task classes of the project around a folder. */
export type FindTasks = (cwd: string | undefined) => Promise<readonly TaskClass[]>;

/**
 * What the last word of a command line could become. Commands, flags and their choices are those that the program
 * declares; tasks and their parameters come from source.
 *
 * @param words those behind the program's name; the last one is being typed
 * @param findTasks asked only where tasks matter
 */
export async function completeWords(
  program: Command,
  words: readonly string[],
  findTasks: FindTasks,
): Promise<readonly Candidate[] | typeof FOLDERS> {
  // Bash parts `--flag=value` into three words.
  const parts = words.filter((word, at) => word !== "=" || !words[at - 1]?.startsWith("--") || at === words.length - 1);
  const [typed = "", before] = [parts.at(-1), parts.slice(0, -1)];
  const current = typed === "=" ? "" : typed;
  const tasks = await tasksOf(program, before, findTasks);
  const read = readTypedWords(program, before, (flag, so) => isSwitch(parameterOf(taskOf(so, tasks), flag)));
  const [, flag, text = ""] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const open = flag ?? read.open;
  const found = open === undefined ? nextWords(program, read, current, tasks) : valuesOf(program, read, open, tasks);
  if (found === FOLDERS) return FOLDERS;
  const start = flag === undefined ? current : text;
  return found
    .filter(({ value }) => value.startsWith(start))
    .map((candidate) => (flag === undefined ? candidate : { ...candidate, value: `${flag}=${candidate.value}` }));
}

async function tasksOf(program: Command, words: readonly string[], find: FindTasks): Promise<readonly TaskClass[]> {
  const { command, cwd } = readTypedWords(program, words, () => false);
  return command?.registeredArguments.some(isTask) ? find(cwd) : [];
}

function nextWords(
  program: Command,
  read: TypedWords,
  current: string,
  tasks: readonly TaskClass[],
): readonly Candidate[] {
  const { command, positional, flags } = read;
  if (current.startsWith("-"))
    return flagsOf(command ?? program, taskOf(read, tasks)).filter(({ value }) => !flags.has(value));
  const help = program.createHelp();
  if (command === undefined)
    return help
      .visibleCommands(program)
      .map((each) => ({ value: each.name(), description: help.subcommandDescription(each) }));
  const argument = command.registeredArguments[positional.length];
  if (argument === undefined) return [];
  if (isTask(argument)) return tasks.map(({ family, file }) => ({ value: family, description: file }));
  return plain(argument.argChoices ?? []);
}

function isTask(argument: Argument): boolean {
  return argument.name().split("-").includes("task");
}

function flagsOf(command: Command, task: TaskClass | undefined): Candidate[] {
  const parameters = task?.parameters.map((parameter) => ({
    value: parameterFlag(parameter.name),
    description: parameter.description ?? parameter.type,
  }));
  const options = command.options
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => ({ value: long as string, description }));
  const known = new Set(options.map(({ value }) => value));
  return [...(parameters ?? []).filter(({ value }) => !known.has(value)), ...options];
}

function valuesOf(
  program: Command,
  read: TypedWords,
  flag: string,
  tasks: readonly TaskClass[],
): readonly Candidate[] | typeof FOLDERS {
  const option = optionOf(read.command ?? program, flag);
  const task = taskOf(read, tasks);
  if (option === undefined) return parameterValues(parameterOf(task, flag));
  if (isFolder(option)) return FOLDERS;
  if (option.flags.includes("<parameter>"))
    return plain((task?.parameters ?? []).filter(isDate).map(({ name }) => name));
  return plain(option.argChoices ?? []);
}

function isFolder({ flags }: Option): boolean {
  return /[<[]folder[>\]]/.test(flags);
}

const DATES: Readonly<Record<string, readonly string[]>> = {
  date: ["yesterday", "today"],
  month: ["last-month", "this-month"],
  year: ["last-year", "this-year"],
  dateHour: ["last-hour", "this-hour"],
  dateMinute: ["last-minute", "this-minute"],
  dateSecond: ["last-second", "this-second"],
};

function parameterValues(parameter: ParameterDeclaration | undefined): Candidate[] {
  if (parameter === undefined) return [];
  if (parameter.type === "bool") return plain(["true", "false"]);
  const { type, unit } = parameter;
  const words = type === "dateInterval" && unit !== undefined ? [`last-${unit}`, `this-${unit}`] : DATES[type];
  return plain(parameter.choices ?? words ?? []);
}

function isDate({ type }: ParameterDeclaration): boolean {
  return type === "dateInterval" || Object.hasOwn(DATES, type);
}

function isSwitch(parameter: ParameterDeclaration | undefined): boolean {
  return parameter?.type === "bool";
}

function taskOf({ positional: [family] }: Pick<TypedWords, "positional">, tasks: readonly TaskClass[]) {
  return tasks.find((task) => task.family === family);
}

function parameterOf(task: TaskClass | undefined, flag: string): ParameterDeclaration | undefined {
  return task?.parameters.find(({ name }) => parameterFlag(name) === flag);
}

function plain(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value, description: "" }));
}
