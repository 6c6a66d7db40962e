import type { TaskRef } from "../../../protocol/run-event.ts";
import type { History } from "../../history/history.ts";
import type { MadeFact } from "../../history/lineage.ts";
import { codeAtRevision } from "../../redo/code-at-revision.ts";
import { codeDifferences } from "../../redo/code-differences.ts";
import { type FamilyCode, familyCode } from "../../redo/family-code.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { diffText } from "../text/diff-text.ts";
import { withHistory } from "../with-history.ts";

/** `pipewright diff`, which tells what has changed since each class ran last, and `diff <revision>` */
export const diff: CommandAction = ([revision], { cwd, json }: GlobalOptions) =>
  withHistory(cwd, async (history, project) => {
    const now = await familyCode(project);
    const facts = history.lineage.facts().tasks.filter(({ isSetAside }) => !isSetAside);
    const before =
      revision === undefined ? codeOfLastRuns(facts, now, history) : await codeAtRevision(project, revision);
    const differences = codeDifferences(before, now);
    const touched = touchedBy(new Set(differences.map(({ family }) => family)), { facts, now, history });
    if (!json) return console.log(diffText(differences, touched, revision));
    const time = new Date().toISOString();
    for (const { family, kind, places } of differences) {
      const told = places.map(({ kind: what, piece: { file, name, line } }) => ({ kind: what, name, file, line }));
      console.log(JSON.stringify({ event: "taskChanged", time, family, kind, places: told }));
    }
    for (const { taskId, family, params } of touched)
      console.log(JSON.stringify({ event: "outputTouched", time, taskId, family, params }));
  });

/** By family, the code that made its latest outputs. A class that never made any has nothing to differ from. */
function codeOfLastRuns(
  facts: readonly MadeFact[],
  now: ReadonlyMap<string, FamilyCode>,
  { lineage }: Pick<History, "lineage">,
): Map<string, FamilyCode> {
  // The facts are in the order in which the outputs were made: the last of a family stays.
  const latest = new Map(facts.flatMap(({ family, codeHash }) => (codeHash ? [[family, codeHash] as const] : [])));
  return new Map(
    [...now].map(([family, code]) => {
      const hash = latest.get(family) ?? code.hash;
      return [family, { hash, pieces: lineage.codeOf(hash) ?? [] }];
    }),
  );
}

interface Made {
  readonly facts: readonly MadeFact[];
  readonly now: ReadonlyMap<string, FamilyCode>;
  readonly history: Pick<History, "lineage">;
}

/** What other code made of the classes that differ, and all that was made of that. */
function touchedBy(families: ReadonlySet<string>, { facts, now, history: { lineage } }: Made): TaskRef[] {
  const own = facts.filter(({ family, codeHash }) => {
    const current = now.get(family);
    return families.has(family) && current?.isWrapper === false && codeHash !== undefined && codeHash !== current.hash;
  });
  const ids = own.map(({ taskId }) => taskId);
  const made = lineage.allOf(ids);
  const below = lineage.downstreamOf(ids).filter(({ family }) => now.get(family)?.isWrapper === false);
  return [...ids.flatMap((taskId) => made(taskId) ?? []), ...below.toReversed()];
}
