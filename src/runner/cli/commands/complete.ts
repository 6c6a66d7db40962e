import { ExitCode } from "../../../protocol/exit-code.ts";
import type { CommandAction } from "../command-action.ts";
import { FOLDERS } from "../completion/candidate.ts";
import { completeWords } from "../completion/complete-words.ts";
import { findTasksFast } from "../completion/find-tasks-fast.ts";

/** `pipewright __complete -- …`, which the scripts of `pipewright completion` call at each Tab. */
export const complete: CommandAction = async (words, _options, command) => {
  if (command.parent === null) return ExitCode.done;
  const found = await completeWords(command.parent, words, findTasksFast);
  const lines =
    found === FOLDERS ? [`:${FOLDERS}`] : found.map(({ value, description }) => `${value}\t${oneLine(description)}`);
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return ExitCode.done;
};

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
