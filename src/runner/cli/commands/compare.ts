import { lstat } from "node:fs/promises";
import path from "node:path";
import { ExitCode } from "../../../protocol/exit-code.ts";
import type { OutputComparison, TaskComparison } from "../../../protocol/output-comparison.ts";
import { compareOutputs } from "../../compare/compare-outputs.ts";
import type { Project } from "../../project/project.ts";
import { findAside } from "../../redo/find-aside.ts";
import { type SetAside, type SetAsideTask, Trash } from "../../redo/trash.ts";
import { UserError } from "../../run/user-error.ts";
import type { CommandAction } from "../command-action.ts";
import { isMeant } from "../is-meant.ts";
import { namesWholeTasks } from "../names-whole-tasks.ts";
import { type TaskOptions, withTask } from "../run-tasks.ts";
import { compareText } from "../text/compare-text.ts";

interface CompareOptions extends TaskOptions {
  /** A trash; for each task the latest that has it when absent. */
  readonly with?: string;
}

/** `pipewright compare <Task> …`: what an `invalidate` has set aside, against what lies in its place now. */
export const compare: CommandAction = (args, options: CompareOptions, command) =>
  withTask("run", args, options, command, async ({ session, request }, project) => {
    const description = await session.describe(request.family);
    const isAsked = isMeant(request, description);
    const trash = new Trash(project);
    const kept = await trash.all();
    const found = latestOf(options.with === undefined ? kept : [findAside(options.with, kept)], isAsked);
    if (found.length === 0) {
      // A wrong value is told as such.
      if (namesWholeTasks(request, description))
        await session.plan({ ...request, workers: 1 }, { failuresInARow: () => 0 });
      throw new UserError(
        `Nothing of ${request.family} that is meant is in the trash: there is nothing older to compare with. \`pipewright restore\` lists what is; \`pipewright invalidate\` puts it there.`,
      );
    }
    const compared: TaskComparison[] = [];
    for (const { when, task } of found) compared.push(await comparisonOf(when, task, project, trash));
    if (options.json) {
      const time = new Date().toISOString();
      for (const task of compared) console.log(JSON.stringify({ event: "compared", time, ...task }));
    } else console.log(compareText(compared));
    return ExitCode.done;
  });

interface Kept {
  readonly when: string;
  readonly task: SetAsideTask;
}

/** Each task once, in the order of dates. @param kept the latest first */
function latestOf(kept: readonly SetAside[], isAsked: (task: SetAsideTask) => boolean): Kept[] {
  const found = new Map<string, Kept>();
  for (const { when, tasks } of kept)
    for (const task of tasks) if (!found.has(task.taskId) && isAsked(task)) found.set(task.taskId, { when, task });
  const orderOf = ({ task }: Kept) => Object.values(task.params).join(" ");
  return [...found.values()].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

async function comparisonOf(
  when: string,
  { taskId, family, params, files, removed }: SetAsideTask,
  project: Project,
  trash: Trash,
): Promise<TaskComparison> {
  const outputs: OutputComparison[] = [];
  for (const { path: name, number } of files) {
    const old = trash.fileOf(when, number);
    // Brought back in part, or deleted by somebody.
    if ((await lstat(old).catch(() => undefined)) === undefined) continue;
    outputs.push(await compareOutputs(name, old, path.resolve(project.root, name)));
  }
  return { taskId, family, params, when, outputs, removed };
}
