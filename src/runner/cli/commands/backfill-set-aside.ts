import type { Command } from "commander";
import { ExitCode } from "../../../protocol/exit-code.ts";
import type { Lineage } from "../../history/lineage.ts";
import { openPastHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { Project } from "../../project/project.ts";
import { findAside } from "../../redo/find-aside.ts";
import { type RedoRequest, redoRequests } from "../../redo/redo-requests.ts";
import { type SetAsideTask, Trash } from "../../redo/trash.ts";
import { runTasks, type TaskOptions } from "../run-tasks.ts";

/** `pipewright backfill --set-aside <when>`: makes again what was set aside then, and nothing else. */
export async function backfillSetAside(when: string, options: TaskOptions, command: Command): Promise<ExitCode> {
  const project = await loadProject(options.cwd);
  let tasks = await asideOf(when, project);
  for (;;) {
    const exitCode = await make(await requestsOf(tasks, project), options, command);
    if (exitCode !== ExitCode.done) return exitCode;
    // What was made of them before may not ask for them any more: then they are asked for themselves.
    const left = await unmade(tasks, project);
    if (left.length === 0 || left.length === tasks.length) return exitCode;
    tasks = left;
  }
}

async function make(requests: readonly RedoRequest[], options: TaskOptions, command: Command): Promise<ExitCode> {
  let worst: ExitCode = ExitCode.done;
  for (const { family, params, range } of requests) {
    const [from, to] = [range?.values[0], range?.values.at(-1)];
    const asked = { ...options, stored: { params }, ...(range && { over: range.over, from, to, only: range.values }) };
    const exitCode = await runTasks(range ? "backfill" : "run", [family], asked, command);
    if (exitCode === ExitCode.cancelled) return exitCode;
    worst = Math.max(worst, exitCode) as ExitCode;
  }
  return worst;
}

async function asideOf(when: string, project: Project): Promise<readonly SetAsideTask[]> {
  return findAside(when, await new Trash(project).all()).tasks;
}

async function requestsOf(tasks: readonly SetAsideTask[], project: Project): Promise<RedoRequest[]> {
  const index = await loadTaskIndex(project);
  return withLineage(project, (lineage) => redoRequests(tasks, index, lineage));
}

/** Those that no run has made since they were set aside. */
function unmade(tasks: readonly SetAsideTask[], project: Project): Promise<SetAsideTask[]> {
  return withLineage(project, (lineage) => tasks.filter(({ taskId }) => lineage.of(taskId) === undefined));
}

async function withLineage<T>(project: Project, ask: (lineage: Lineage) => T): Promise<T> {
  const history = await openPastHistory(project, (message) => console.error(message));
  try {
    return ask(history.lineage);
  } finally {
    history.close();
  }
}
