import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import type { History } from "../history/history.ts";
import { processIdentity } from "../history/process-identity.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { moveToFreePlace } from "./move-file.ts";
import { type SetAside, type SetAsideFile, Trash } from "./trash.ts";

/**
 * Brings back all files that were set aside together; what others were made of comes before them. Done in part, it can
 * be done again.
 *
 * @throws UserError before anything is touched, when there is something in the place of one of them by now, or when it
 *   belongs outside the project's folder
 */
export async function restore(
  begun: SetAside,
  project: Project,
  { lineage }: Pick<History, "lineage">,
): Promise<number> {
  const trash = new Trash(project);
  const files = begun.tasks.flatMap((task) => task.files);
  await refuseOutside(files, project.root);
  const taken: string[] = [];
  for (const file of files) {
    const isThere = await exists(path.resolve(project.root, file.path));
    if (isThere && (await exists(trash.fileOf(begun.when, file.number)))) taken.push(file.path);
  }
  if (taken.length > 0)
    throw new UserError(
      `Nothing was brought back: there is something in the place of ${taken.length === 1 ? "" : `${taken.length} of them, `}${taken.slice(0, 5).join(", ")}${taken.length > 5 ? ", …" : ""}. Invalidate that first, or move it away.`,
    );
  await trash.keep({ ...begun, state: "restoring", holder: processIdentity(process.pid) });
  for (const task of begun.tasks.toReversed()) {
    for (const file of task.files) {
      const from = trash.fileOf(begun.when, file.number);
      if (await exists(from)) await moveToFreePlace(from, path.resolve(project.root, file.path));
    }
    // What was removed for good is not there again.
    if (task.removed.length === 0 && task.taskRun !== undefined) lineage.bringBack(task.taskId, task.taskRun);
  }
  await trash.forget(begun.when);
  return files.length;
}

/** A trash that came with somebody's project is not to write elsewhere, through a link neither. */
async function refuseOutside(files: readonly SetAsideFile[], root: string): Promise<void> {
  const home = await realpath(root);
  for (const file of files) {
    const place = await nearestFolder(path.dirname(path.resolve(root, file.path)));
    const inside = path.relative(home, place);
    if (path.isAbsolute(file.path) || inside.startsWith("..") || path.isAbsolute(inside))
      throw new UserError(
        `Nothing was brought back: ${file.path} belongs outside the project's folder. Move it by hand from .pipewright/trash; its manifest.json tells which file it is.`,
      );
  }
}

/** The real path of the nearest folder above that exists. */
async function nearestFolder(folder: string): Promise<string> {
  return realpath(folder).catch(() => nearestFolder(path.dirname(folder)));
}

async function exists(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined)) !== undefined;
}
