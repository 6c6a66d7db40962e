import { lstat } from "node:fs/promises";
import path from "node:path";
import type { TaskRef } from "../../protocol/run-event.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import { processIdentity } from "../history/process-identity.ts";
import type { Project } from "../project/project.ts";
import type { Session } from "../run/session.ts";
import { UserError } from "../run/user-error.ts";
import type { OutputsOfTask } from "../worker/look-at-outputs.ts";
import { downstreamFirst } from "./downstream-first.ts";
import type { SetAside, SetAsideFile, SetAsideTask } from "./trash.ts";

export interface Chosen extends TaskRef {
  /** That made it; absent where the history does not know. */
  readonly taskRun?: number;
  /** Its private parameters, where they are known. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Nobody asked for it: it was made of what is set aside. */
  readonly isDownstream?: true;
}

/**
 * Looks at what some tasks have made, and works out what setting it aside takes. Nothing is touched.
 *
 * @throws UserError when some of it can not be taken back, or is in use
 */
export async function prepareSetAside(
  chosen: readonly Chosen[],
  { tasks: classes }: Pick<TaskIndex, "tasks">,
  {
    project,
    history,
    session,
  }: { readonly project: Project; readonly history: History; readonly session: Pick<Session, "lookAtOutputs"> },
): Promise<SetAside> {
  const ordered = downstreamFirst(chosen, history.lineage);
  const found = await lookAtAll(ordered, classes, session);
  const refused: string[] = [];
  const tasks: SetAsideTask[] = [];
  let number = 0;
  for (const task of ordered) {
    const { kind, outputs, taskId } = found.get(task.taskId) ?? { kind: "wrapper", outputs: [], taskId: task.taskId };
    if (kind === "wrapper") continue;
    if (kind === "external") refused.push(`${task.taskId}: something else makes it`);
    else if (taskId !== task.taskId)
      refused.push(`${task.taskId}: a private parameter has another value than when it was made`);
    const files: SetAsideFile[] = [];
    const removed: string[] = [];
    for (const { name, exists, file, canRemove } of outputs) {
      if (!exists) continue;
      if (file !== undefined) files.push({ ...(await placeOf(file, project.root)), number: number++ });
      else if (canRemove) removed.push(name);
      else refused.push(`${name}: its target has no remove()`);
    }
    const { family, params, secrets, taskRun, isDownstream } = task;
    if (files.length + removed.length > 0)
      tasks.push({
        taskId: task.taskId,
        family,
        params,
        secrets,
        taskRun,
        ...(isDownstream && { isDownstream }),
        files,
        removed,
      });
  }
  if (refused.length > 0)
    throw new UserError(
      `Nothing was touched: some of it can not be taken back.\n${refused
        .slice(0, 20)
        .map((line) => `  ${line}\n`)
        .join("")}Leave these out, or take them back where they come from.`,
    );
  const readers = history.lineage.readersOf(tasks.map(({ taskId }) => taskId));
  if (readers.length > 0)
    throw new UserError(
      `Nothing was touched: ${readers[0]} runs now and reads some of it. Wait for it, or stop that run.`,
    );
  const now = new Date().toISOString();
  return { when: now.replaceAll(/[-:.Z]/g, ""), holder: processIdentity(process.pid), state: "moving", tasks };
}

/** By the taskId that was chosen. */
async function lookAtAll(
  chosen: readonly Chosen[],
  classes: TaskIndex["tasks"],
  session: Pick<Session, "lookAtOutputs">,
): Promise<Map<string, OutputsOfTask>> {
  const found = new Map<string, OutputsOfTask>();
  const known = new Set(classes.map(({ family }) => family));
  for (const [family, group] of Map.groupBy(chosen, (task) => task.family)) {
    if (!known.has(family))
      throw new UserError(
        `Nothing was touched: ${group[0]?.taskId} was made by a class ${family}, which is not there any more, so that its outputs are not known.`,
      );
    const looked = await session.lookAtOutputs(
      family,
      group.map(({ params, secrets }) => ({ ...params, ...secrets })),
    );
    group.forEach(({ taskId }, index) => void found.set(taskId, looked[index] as OutputsOfTask));
  }
  return found;
}

async function placeOf(file: string, root: string): Promise<Omit<SetAsideFile, "number">> {
  const { size, mtimeMs } = await lstat(file);
  const inside = path.relative(root, file);
  const isOutside = inside.startsWith("..") || path.isAbsolute(inside);
  return { path: isOutside ? file : inside, size, modifiedMs: Math.trunc(mtimeMs) };
}
