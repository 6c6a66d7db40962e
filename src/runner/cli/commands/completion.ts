import { ExitCode } from "../../../protocol/exit-code.ts";
import type { CommandAction } from "../command-action.ts";
import { SHELL_SCRIPTS } from "../completion/shell-scripts.ts";

/** `pipewright completion <shell>` */
export const completion: CommandAction = async ([shell = ""]) => {
  process.stdout.write(SHELL_SCRIPTS[shell] ?? "");
  return ExitCode.done;
};
