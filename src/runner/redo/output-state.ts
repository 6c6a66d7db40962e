import { statSync } from "node:fs";
import path from "node:path";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { OutputState } from "./find-stale.ts";

const AS_IT_WAS: OutputState = {};

/**
 * Looks at a task's files, without reading them.
 *
 * @param root the project's folder: what relative paths count from
 * @param outputs as the task left them, as JSON. What is no file of this machine's can not be looked at, and counts as it was.
 */
export function outputState(root: string, outputs: string): OutputState {
  if (!outputs.includes('"local":true')) return AS_IT_WAS;
  let changed: string | undefined;
  for (const { name, local, size, modifiedMs } of JSON.parse(outputs) as OutputFact[]) {
    if (!local) continue;
    // Synchronous on purpose: for very many small questions it is several times faster.
    const stats = statSync(path.resolve(root, name), { throwIfNoEntry: false });
    if (stats === undefined) return { isMissing: true };
    if (modifiedMs !== undefined && (stats.size !== size || Math.trunc(stats.mtimeMs) !== modifiedMs)) changed ??= name;
  }
  return changed === undefined ? AS_IT_WAS : { changed };
}
