import type { Command, Option } from "commander";

/** What stands on a command line before the word that is being typed. */
export interface TypedWords {
  /** Absent until it is named. */
  readonly command?: Command;
  /** Those of the command that are no flags and no values of flags. */
  readonly positional: readonly string[];
  /** The long flags that were given. */
  readonly flags: ReadonlySet<string>;
  /** The flag whose value the next word is. */
  readonly open?: string;
  /** What `--cwd` says. */
  readonly cwd?: string;
}

/**
 * Takes a command line apart, which may be unfinished or wrong.
 *
 * @param isSwitch does a flag that the program does not know, a task's parameter, stand alone?
 */
export function readTypedWords(
  program: Command,
  words: readonly string[],
  isSwitch: (flag: string, words: Omit<TypedWords, "open">) => boolean,
): TypedWords {
  let command: Command | undefined;
  let cwd: string | undefined;
  const positional: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const so = { command, positional, flags, cwd };
    if (!word.startsWith("-")) {
      if (command !== undefined) positional.push(word);
      else command = program.commands.find((known) => known.name() === word);
      continue;
    }
    const [flag = "", given] = word.split(/=(.*)/s);
    flags.add(flag);
    const option = optionOf(command ?? program, flag);
    const takesValue = option === undefined ? !isSwitch(flag, so) : option.required || option.optional;
    if (!takesValue || given !== undefined) {
      if (flag === "--cwd") cwd = given;
      continue;
    }
    const next = words[at + 1];
    if (next === undefined) return { ...so, open: flag };
    // A value that may be left out is, where a flag stands in its place.
    if (option?.optional && next.startsWith("-")) continue;
    if (flag === "--cwd") cwd = next;
    at++;
  }
  return { command, positional, flags, cwd };
}

export function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => long === flag || short === flag);
}
