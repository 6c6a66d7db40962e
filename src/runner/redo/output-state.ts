import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import type { OutputFact } from "../../protocol/output-fact.ts";
import type { OutputState } from "./find-stale.ts";

const AS_IT_WAS: OutputState = {};

/**
 * Looks at a task's files, without reading them; but one that has another time and a checksum is read, since it may only
 * have been touched, or copied.
 *
 * @param root the project's folder: what relative paths count from
 * @param outputs as the task left them, as JSON. What is no file of this machine's can not be looked at, and counts as it was.
 */
export function outputState(root: string, outputs: string): OutputState {
  if (!outputs.includes('"local":true')) return AS_IT_WAS;
  let changed: string | undefined;
  for (const { name, local, size, modifiedMs, sha256 } of JSON.parse(outputs) as OutputFact[]) {
    if (!local) continue;
    // Synchronous on purpose: for very many small questions it is several times faster.
    const file = placeOf(root, name);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return { isMissing: true };
    if (modifiedMs === undefined) continue;
    const isTouched = Math.trunc(stats.mtimeMs) !== modifiedMs;
    if (stats.size !== size || (isTouched && (sha256 === undefined || sumOf(file) !== sha256))) changed ??= name;
  }
  return changed === undefined ? AS_IT_WAS : { changed };
}

/** The system finds the same file without the path being put in order first. */
function placeOf(root: string, name: string): string {
  return path.isAbsolute(name) ? name : `${root}/${name}`;
}

function sumOf(file: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(1 << 20);
  const open = openSync(file, "r");
  try {
    for (let length = readSync(open, piece); length > 0; length = readSync(open, piece))
      hash.update(piece.subarray(0, length));
  } finally {
    closeSync(open);
  }
  return hash.digest("hex");
}
