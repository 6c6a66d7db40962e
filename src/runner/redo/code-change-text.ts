import { statSync } from "node:fs";
import path from "node:path";
import { codeChanges } from "../../protocol/code-change.ts";
import { readTaskCode } from "../../protocol/task-index-cache.ts";
import type { Lineage } from "../history/lineage.ts";
import { indexCacheFile } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";

/**
 * Tells what has changed in the code of a family since some outputs were made.
 *
 * @returns asks for a text like "the code of LoadSales changed on 2026-11-20 (tasks/load-sales.ts line 31)"
 */
export async function codeChangeText(
  project: Project,
  lineage: Pick<Lineage, "codeOf">,
): Promise<(family: string, madeBy: string | undefined) => string> {
  const code = await readTaskCode(indexCacheFile(project));
  const texts = new Map<string, string>();
  return (family, madeBy) => {
    const key = `${family} ${madeBy}`;
    let text = texts.get(key);
    if (text === undefined) {
      text = describe(family, madeBy);
      texts.set(key, text);
    }
    return text;
  };

  function describe(family: string, madeBy: string | undefined): string {
    const before = madeBy === undefined ? undefined : lineage.codeOf(madeBy);
    const now = code.get(family);
    const changes = before && now ? codeChanges(before, now) : [];
    const [first, ...others] = changes.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
    if (first === undefined) return `the code of ${family} changed`;
    const { file, line } = first.piece;
    const place =
      first.kind === "removed" ? `${file}, ${first.piece.name || "a statement"} removed` : `${file} line ${line}`;
    const more = others.length === 0 ? "" : ` and ${others.length} more place${others.length === 1 ? "" : "s"}`;
    return `the code of ${family} changed${dateOf(file)} (${place}${more})`;
  }

  /** When the file was last saved is the nearest that can be known. */
  function dateOf(file: string): string {
    const stats = statSync(path.join(project.root, file), { throwIfNoEntry: false });
    return stats === undefined ? "" : ` on ${stats.mtime.toISOString().slice(0, 10)}`;
  }
}

const ORDER = { changed: 0, added: 1, removed: 2 } as const;
