import { lstat } from "node:fs/promises";
import path from "node:path";
import type { History } from "../history/history.ts";
import { isRunning, processIdentity } from "../history/process-identity.ts";
import type { Project } from "../project/project.ts";
import type { Session } from "../run/session.ts";
import { moveFile } from "./move-file.ts";
import { type SetAside, type SetAsideFile, Trash } from "./trash.ts";

export interface Redoing {
  readonly project: Project;
  readonly history: Pick<History, "lineage">;
  readonly session: Pick<Session, "removeOutputs">;
}

/**
 * Sets outputs aside: files go to the trash, what is none is removed by its target. What was made of others goes before
 * them, so that nothing is ever complete that was made of what is gone. Done in part, it can be done again.
 */
export async function setAside(begun: SetAside, { project, history, session }: Redoing): Promise<void> {
  const trash = new Trash(project);
  const aside: SetAside = { ...begun, state: "moving", holder: processIdentity(process.pid) };
  await trash.keep(aside);
  for (const { taskId, family, params, secrets, files, removed } of aside.tasks) {
    // What comes back only as a whole goes first: half of it is none.
    if (removed.length > 0) await session.removeOutputs({ taskId, family, params: { ...params, ...secrets } });
    for (const file of files) {
      const from = path.resolve(project.root, file.path);
      if (await isSame(from, file)) await moveFile(from, trash.fileOf(aside.when, file.number));
    }
    history.lineage.setAside(taskId, aside.when);
  }
  await trash.keep({ ...aside, state: "done" });
}

/** Is it still the file that was to be moved? One that was made since is somebody else's. */
async function isSame(file: string, { size, modifiedMs }: SetAsideFile): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined);
  return stats !== undefined && stats.size === size && Math.trunc(stats.mtimeMs) === modifiedMs;
}

/** What was begun by processes that died over it. */
export async function interrupted(project: Project, state: SetAside["state"]): Promise<SetAside[]> {
  return (await new Trash(project).all()).filter((aside) => aside.state === state && !isRunning(aside.holder));
}

/**
 * Comes to the end with what an `invalidate` had begun when it was killed.
 *
 * @param say takes word of it
 */
export async function finishInterrupted(redoing: Redoing, say: (message: string) => void): Promise<void> {
  for (const aside of await interrupted(redoing.project, "moving")) {
    say(`The invalidation of ${aside.when} was interrupted: it is completed now.`);
    await setAside(aside, redoing);
  }
}
