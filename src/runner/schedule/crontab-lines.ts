import { UserError } from "../run/user-error.ts";
import type { ScheduledTask } from "./scheduled-task.ts";
import { shellWords } from "./shell-words.ts";

/** How the command is started. */
export interface Starter {
  /** The project's folder. */
  readonly root: string;
  /** Node and our program, with their whole paths: cron and systemd know little of a login's PATH. */
  readonly program: readonly string[];
}

/**
 * The lines that a crontab gets: for each task a comment that says where it comes from, and its line. Cron mails what a
 * command says, so each of them says nothing unless something is wrong.
 *
 * @throws UserError when a path or a name holds what can not be written in a crontab
 */
export function crontabLines(tasks: readonly ScheduledTask[], { root, program }: Starter): string[] {
  return tasks.flatMap(({ family, file, line, schedule, words }) => [
    `# ${single(family)} (${single(file)}:${line})`,
    `${schedule} cd ${crontabWords([root])} && ${crontabWords([...program, ...words, "--quiet"])}`,
  ]);
}

/**
 * Cron makes a line break of every `%` without a backslash, wherever it stands. The backslash stands outside of the
 * quotes, so that it is right as well for a cron that hands it on to the shell.
 */
function crontabWords(words: readonly string[]): string {
  for (const word of words) {
    single(word);
    if (word.includes("\\")) throw new UserError(`A crontab can not hold "${word}": it has a backslash in it.`);
  }
  return shellWords(words).replaceAll("%", String.raw`'\%'`);
}

function single(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new UserError(`A crontab can not hold "${text}": it has a line break in it.`);
  return text;
}
