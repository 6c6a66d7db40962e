import type { CodePiece } from "../../protocol/code-piece.ts";
import { readTaskCode } from "../../protocol/task-index-cache.ts";
import { indexCacheFile, loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";

/** The code that a task class makes its outputs by. */
export interface FamilyCode {
  readonly hash: string;
  /** Empty where they were not kept. */
  readonly pieces: readonly CodePiece[];
  /** It makes nothing itself. */
  readonly isWrapper?: boolean;
}

/** The code of a project's task classes as it is on the disk, by family. */
export async function familyCode(project: Project): Promise<Map<string, FamilyCode>> {
  const { tasks } = await loadTaskIndex(project);
  const pieces = await readTaskCode(indexCacheFile(project));
  return new Map(
    tasks.flatMap(({ family, codeHash, kind }) =>
      codeHash === undefined
        ? []
        : [[family, { hash: codeHash, pieces: pieces.get(family) ?? [], isWrapper: kind === "wrapper" }]],
    ),
  );
}
