import type { NodeStatus } from "../../protocol/panel-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { FamilySummary } from "./family-summary.ts";
import { runNote } from "./run-note.ts";
import { statusWord } from "./status-words.ts";
import type { Translate } from "./translate.ts";

/** How each class of the graph is drawn. */
export function nodeStatuses(
  index: TaskIndex,
  summaries: ReadonlyMap<string, FamilySummary>,
  now: number,
  t: Translate,
): NodeStatus[] {
  return index.tasks.map(({ family }) => {
    const summary = summaries.get(family);
    if (summary === undefined) return { family, status: "neverRan", counts: {}, note: statusWord("neverRan", t) };
    return { family, status: summary.status, counts: countsOf(summary), note: runNote(summary, now, t) };
  });
}

function countsOf({ counts }: FamilySummary): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
