import pc from "picocolors";
import { ExitCode } from "../../../protocol/exit-code.ts";
import type { Problem } from "../../../protocol/task-index.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { count } from "../text/words.ts";

const COLOURS: Record<Problem["severity"], (text: string) => string> = {
  error: pc.red,
  warning: pc.yellow,
  info: pc.cyan,
};

/** `pipewright check` */
export const check: CommandAction = async (_args, { cwd, json }: GlobalOptions) => {
  const { tasks, problems } = await loadTaskIndex(await loadProject(cwd));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (json) {
    const time = new Date().toISOString();
    for (const problem of problems) console.log(JSON.stringify({ event: "problem", time, ...problem }));
  } else {
    for (const { file, line, column, severity, message, code } of problems) {
      console.log(`${file}:${line}:${column} ${COLOURS[severity](severity)} ${message} ${pc.dim(code)}`);
    }
    console.log(
      `${count(tasks.length, "task")}, ${count(errors, "error")}, ${count(problems.length - errors, "other finding")}.`,
    );
  }
  return errors > 0 ? ExitCode.checkFailed : ExitCode.done;
};
