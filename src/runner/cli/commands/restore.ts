import { ExitCode } from "../../../protocol/exit-code.ts";
import { openHistory } from "../../history/open-history.ts";
import { isRunning } from "../../history/process-identity.ts";
import { loadProject } from "../../project/load-project.ts";
import { findAside } from "../../redo/find-aside.ts";
import { restore as bringBack } from "../../redo/restore.ts";
import { type SetAside, Trash } from "../../redo/trash.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { foldTasks } from "../text/fold-tasks.ts";
import { sizeText } from "../text/set-aside-text.ts";
import { count } from "../text/words.ts";

/** `pipewright restore`, which lists what was set aside, and `restore <when>` */
export const restore: CommandAction = async ([when], { cwd, json }: GlobalOptions) => {
  const project = await loadProject(cwd);
  const all = await new Trash(project).all();
  if (when === undefined) {
    list(all, json);
    return ExitCode.done;
  }
  const aside = findAside(when, all);
  if (aside.state === "moving")
    throw new UserError(
      isRunning(aside.holder)
        ? `${aside.when} is being set aside just now.`
        : `Setting ${aside.when} aside was interrupted. Run the same \`pipewright invalidate\` again first: it comes to the end with it.`,
    );
  const history = await openHistory(project, (message) => console.error(message));
  try {
    const files = await bringBack(aside, project, history);
    const lost = aside.tasks.filter(({ removed }) => removed.length > 0);
    const say = json ? console.error : console.log;
    say(`${count(files, "file")} brought back.`);
    if (lost.length > 0)
      say(
        `Not in the trash, since their targets removed them for good: ${foldTasks(lost).join(", ")}. \`pipewright run --deep\` makes them again.`,
      );
    if (json)
      console.log(JSON.stringify({ event: "restored", time: new Date().toISOString(), when: aside.when, files }));
  } finally {
    history.close();
  }
  return ExitCode.done;
};

function list(all: readonly SetAside[], json: boolean | undefined): void {
  for (const { when, state, tasks } of all) {
    const bytes = tasks.flatMap(({ files }) => files).reduce((sum, { size }) => sum + size, 0);
    if (json)
      console.log(
        JSON.stringify({ event: "trash", time: new Date().toISOString(), when, state, tasks: tasks.length, bytes }),
      );
    else
      console.log(
        `${when}  ${foldTasks(tasks).join(", ")}  ${colours.dim(sizeText(bytes))}${state === "done" ? "" : ` ${state}`}`,
      );
  }
  if (all.length === 0 && !json) console.log("Nothing is in the trash.");
}
