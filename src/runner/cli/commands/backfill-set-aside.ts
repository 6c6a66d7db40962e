import type { Command } from "commander";
import { ExitCode } from "../../../protocol/exit-code.ts";
import { openPastHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import { type RedoRequest, redoRequests } from "../../redo/redo-requests.ts";
import { Trash } from "../../redo/trash.ts";
import { UserError } from "../../run/user-error.ts";
import { runTasks, type TaskOptions } from "../run-tasks.ts";

/** `pipewright backfill --set-aside <when>`: makes again what was set aside then, and nothing else. */
export async function backfillSetAside(when: string, options: TaskOptions, command: Command): Promise<ExitCode> {
  let worst: ExitCode = ExitCode.done;
  for (const { family, params, range } of await requestsOf(when, options.cwd)) {
    const [from, to] = [range?.values[0], range?.values.at(-1)];
    const asked = { ...options, stored: { params }, ...(range && { over: range.over, from, to, only: range.values }) };
    const exitCode = await runTasks(range ? "backfill" : "run", [family], asked, command);
    if (exitCode === ExitCode.cancelled) return exitCode;
    worst = Math.max(worst, exitCode) as ExitCode;
  }
  return worst;
}

async function requestsOf(when: string, cwd: string): Promise<RedoRequest[]> {
  const project = await loadProject(cwd);
  const all = await new Trash(project).all();
  const aside = when === "last" ? all[0] : all.find((each) => each.when === when);
  if (aside === undefined)
    throw new UserError(`Nothing was set aside at ${when}. \`pipewright restore\` lists what was.`);
  const history = await openPastHistory(project, (message) => console.error(message));
  try {
    return redoRequests(aside.tasks, await loadTaskIndex(project), history.lineage);
  } finally {
    history.close();
  }
}
