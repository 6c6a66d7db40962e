import { existsSync } from "node:fs";
import path from "node:path";
import type { TaskClass } from "../../../protocol/task-index.ts";
import { readTaskIndexCache } from "../../../protocol/task-index-cache.ts";
import { indexCacheFile, loadTaskIndex } from "../../project/find-tasks.ts";
import { CONFIG_FILE, loadProject } from "../../project/load-project.ts";

/** How long a person waits for the Tab key before it seems broken. */
const PATIENCE_MS = 2000;

/**
 * The task classes of the project around a folder, as far as they can be had soon: from the cache, with what has changed
 * since where that takes no longer than a person waits. Where nobody ever used Pipewright nothing is searched.
 */
export async function findTasksFast(cwd = "."): Promise<readonly TaskClass[]> {
  const project = await loadProject(cwd).catch(() => undefined);
  if (project === undefined) return []; // what is wrong with it is said by every other command
  const file = indexCacheFile(project);
  if (!existsSync(file) && !existsSync(path.join(project.root, CONFIG_FILE))) return [];
  try {
    return (await loadTaskIndex(project, { signal: AbortSignal.timeout(PATIENCE_MS) })).tasks;
  } catch {
    return (await readTaskIndexCache(file))?.head.index.tasks ?? [];
  }
}
