import path from "node:path";
import type { Command } from "commander";
import { ExitCode } from "../../../protocol/exit-code.ts";
import type { Problem, TaskIndex } from "../../../protocol/task-index.ts";
import { findingPage } from "../../check/finding-page.ts";
import { toSarif } from "../../check/to-sarif.ts";
import { toText } from "../../check/to-text.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { count } from "../text/words.ts";

interface CheckOptions extends GlobalOptions {
  readonly sarif?: boolean;
}

/** `pipewright check` */
export const check: CommandAction = async (_args, { cwd, json, sarif }: CheckOptions, command: Command) => {
  const project = await loadProject(cwd);
  const index = await loadTaskIndex(project, { types: true });
  const nameOf = (file: string) => nameFromHere(path.join(project.root, file), file);
  if (sarif) console.log(toSarif(index.problems, { version: command.parent?.version() ?? "", nameOf }));
  else if (json) printJson(index.problems);
  else printText(index, nameOf);
  return index.problems.some(({ severity }) => severity === "error") ? ExitCode.checkFailed : ExitCode.done;
};

function printJson(problems: readonly Problem[]): void {
  const time = new Date().toISOString();
  for (const problem of problems) console.log(JSON.stringify({ event: "problem", time, ...problem }));
}

function printText({ tasks, problems }: TaskIndex, nameOf: (file: string) => string): void {
  for (const problem of problems) console.log(toText(problem, nameOf));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  console.log(
    `${count(tasks.length, "task")}, ${count(errors, "error")}, ${count(problems.length - errors, "other finding")}.`,
  );
  const page = problems.map(({ code }) => findingPage(code)).find((found) => found !== undefined);
  if (page !== undefined) {
    const pages = nameFromHere(path.join(path.dirname(page), "<code>.md"), path.join(path.dirname(page), "<code>.md"));
    console.log(`What each of them means, and how to silence it: ${pages}`);
  }
}

/** As it is called from where the command was started, so that it can be clicked there. */
function nameFromHere(file: string, otherwise: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? otherwise : relative.replaceAll(path.sep, "/");
}
